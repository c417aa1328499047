using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace StudyHub.Server;

/// <summary>What a page must know of the installation before anybody signs in.</summary>
internal static class Installation
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/installation", Get).WithTags("Installation").AllowAnonymous();

    private static Ok<InstallationView> Get(IHostEnvironment environment, IConfiguration configuration, IServer server, HttpRequest request)
    {
        var outbox = environment.IsDevelopment() ? Path.Combine(configuration["Data:Directory"]!, "outbox") : null;
        var https = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("https://", StringComparison.Ordinal));
        var secure = https is null ? null : $"https://{request.Host.Host}:{BindingAddress.Parse(https).Port}";
        return TypedResults.Ok(new InstallationView("StudyHub", typeof(Installation).Assembly.GetName().Version!.ToString(3), outbox, secure));
    }

    /// <param name="MailOutbox">In development, the folder where mails are written; null where they are sent.</param>
    /// <param name="SecureAddress">The https address, which browsers give camera and microphone to; null where there is none.</param>
    internal sealed record InstallationView(string Name, string Version, string? MailOutbox, string? SecureAddress);
}
