using Microsoft.AspNetCore.Http;
using StudyHub.Web;

namespace StudyHub.Accounts.Sessions;

/// <summary>Where somebody comes from who has no session yet, or proves again who they are.</summary>
/// <param name="Address">The network address that limits are counted by.</param>
/// <param name="Device">What the person would call their browser, see <see cref="DeviceLabel"/>.</param>
internal sealed record Visitor(string Address, string Device)
{
    public static Visitor Of(HttpContext http) => new(ClientAddress.Of(http), DeviceLabel.Of(http.Request.Headers.UserAgent.ToString()));
}
