using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Web.Auth;
using StudyHub.Web.Live;

namespace StudyHub.Web;

/// <summary>
/// A line in the log for input that was refused, and for what was over a limit: many of them show somebody trying the locks. Says door, code
/// and user, never what was sent.
/// </summary>
internal static partial class RefusedInput
{
    public static void Log(HttpContext http, Error error)
    {
        // The route's pattern: paths carry handles and invitation codes.
        var door = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? "";
        Log(http.RequestServices, $"{http.Request.Method} {door}", http.CallerOrNull(), error);
    }

    public static void Log(LiveCall call, string command, Error error) => Log(call.Services, command, call.Caller, error);

    private static void Log(IServiceProvider services, string door, Caller? caller, Error error)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RefusedInput).FullName!);
        if (IsTold(error) && logger.IsEnabled(LogLevel.Information))
        {
            LogRefused(logger, door, error.Code, caller?.UserId);
        }
    }

    private static bool IsTold(Error error) =>
        error.Kind is ErrorKind.Malformed or ErrorKind.Invalid or ErrorKind.TooLarge or ErrorKind.UnsupportedType or ErrorKind.TooMany || error.Code == AuthErrors.CrossSite.Code;

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Door}: {Code}, of user {UserId}")]
    private static partial void LogRefused(ILogger logger, string door, string code, UserId? userId);
}
