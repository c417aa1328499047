using Microsoft.Extensions.Logging;

namespace StudyHub.Media;

/// <summary>What the media server logs. Strangers cause no line, and a repeated failure causes one a second.</summary>
internal sealed partial class MediaLog(ILogger logger, TimeProvider clock)
{
    private long _lastFailure;

    public void Listening(string endPoints) => Listening(logger, endPoints);

    public void FingerprintWrong() => FingerprintWrong(logger);

    /// <summary>Our own bug, found by a packet or a command.</summary>
    public void Failed(Exception e)
    {
        if (_lastFailure == 0 || clock.GetElapsedTime(_lastFailure) > TimeSpan.FromSeconds(1))
        {
            _lastFailure = clock.GetTimestamp();
            Failed(logger, e);
        }
    }

    [LoggerMessage(LogLevel.Information, "Media is forwarded on {EndPoints} (UDP and TCP)")]
    private static partial void Listening(ILogger logger, string endPoints);

    [LoggerMessage(LogLevel.Warning, "A media connection was closed: its certificate is not the one its description named")]
    private static partial void FingerprintWrong(ILogger logger);

    [LoggerMessage(LogLevel.Error, "Media processing failed")]
    private static partial void Failed(ILogger logger, Exception e);
}
