using Microsoft.Extensions.Hosting;

namespace StudyHub.Web.Live;

/// <summary>Gives up on connections from which nothing has come for 15 s (specification §4, contact lost); lets go of all when the server stops.</summary>
internal sealed class LiveWatch(LiveConnections connections, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan s_lost = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var parting = lifetime.ApplicationStopping.Register(connections.Part); // Before the web server waits for them.
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
