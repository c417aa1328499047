using Microsoft.Extensions.Hosting;

namespace StudyHub.Web.Live;

/// <summary>Gives up on connections from which nothing has come for 15 s (specification §4, contact lost).</summary>
internal sealed class LiveWatch(LiveConnections connections) : BackgroundService
{
    private static readonly TimeSpan s_lost = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        using var stop = stoppingToken.Register(every.Dispose);
        while (await every.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var connection in connections.All.Where(c => c.Silence > s_lost))
            {
                connection.Lose();
            }
        }
    }
}
