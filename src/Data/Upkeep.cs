using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StudyHub.Data;

/// <summary>
/// Does again and again what has become due: erasing what outlived its limit (OPS-14), ending what lapsed. What is due stands in the rows, so a restart
/// forgets nothing; what fails is logged and tried again the next time.
/// </summary>
/// <param name="period">Between two times.</param>
/// <param name="clock">Whose time decides.</param>
/// <param name="logger">Of the derived class.</param>
public abstract partial class Upkeep(TimeSpan period, TimeProvider clock, ILogger logger) : BackgroundService
{
    private PeriodicTimer? _timer;

    protected TimeProvider Clock => clock;

    /// <summary>Does what is due now.</summary>
    public abstract Task RunOnceAsync(CancellationToken ct);

    /// <summary>Its time runs once this has returned, however late the work begins in the background.</summary>
    public sealed override Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new(period, clock);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var timer = _timer!;
        using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, period);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upkeep failed; it will be tried again in {Period}")]
    private partial void LogFailed(Exception e, TimeSpan period);
}
