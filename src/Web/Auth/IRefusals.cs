using StudyHub.Kernel;

namespace StudyHub.Web.Auth;

/// <summary>Told by the doors, kept by Accounts: somebody signed in was refused what they may not do.</summary>
public interface IRefusals
{
    /// <param name="caller">Who.</param>
    /// <param name="door">Method and path, or the live command.</param>
    /// <param name="code">Of the refusal.</param>
    /// <param name="place">The room or group it was about, as far as the request named one.</param>
    ValueTask NoteAsync(Caller caller, string door, string code, Guid? place);
}
