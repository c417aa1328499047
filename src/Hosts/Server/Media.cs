using System.Diagnostics.Metrics;
using StudyHub.Kernel;
using StudyHub.Media;

namespace StudyHub.Server;

/// <summary>The media server in this process.</summary>
internal static class MediaServices
{
    public static void AddMedia(this IServiceCollection services, IConfiguration configuration)
    {
        var options = new MediaOptions
        {
            Port = configuration.Number("Media:Port", 0, 65535, 8500),
            Workers = configuration.Number("Media:Workers", 1, 64, Environment.ProcessorCount),
            Announce = configuration.List("Media:Announce"),
        };
        services.AddSingleton(sp => new MediaServer(
            options,
            sp.GetRequiredService<TimeProvider>(),
            sp.GetRequiredService<ILogger<MediaServer>>(),
            sp.GetRequiredService<IMediaObserver>(),
            sp.GetRequiredService<IMeterFactory>()));
        services.AddHostedService<MediaHost>();
    }

    private sealed class MediaHost(MediaServer media) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            try
            {
                media.Start();
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                throw new SettingsException(e.Message);
            }

            return Task.CompletedTask;
        }

        public async Task StopAsync(CancellationToken cancellationToken) => await media.DisposeAsync();
    }
}
