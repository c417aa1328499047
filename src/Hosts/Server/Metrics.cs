using System.Net;
using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary><c>/metrics</c> for a collector (OPS-6): from this host, and from whom <c>Metrics:AllowFrom</c> names. For others there is nothing.</summary>
internal static class Metrics
{
    public static void AddMetricsBook(this IServiceCollection services) =>
        services.AddSingleton<MetricsBook>().AddHostedService<StartListening>();

    /// <exception cref="SettingsException">What is allowed is no address.</exception>
    public static void Map(WebApplication app)
    {
        var allowed = app.Configuration.List("Metrics:AllowFrom").Select(Network).ToList();
        app.MapGet("/metrics", (HttpContext http, MetricsBook book) => IsAllowed(http, allowed)
                ? Results.Text(book.Write(), "text/plain; version=0.0.4; charset=utf-8")
                : Results.NotFound())
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static bool IsAllowed(HttpContext http, List<IPNetwork> allowed)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (allowed.Exists(network => network.Contains(address)))
        {
            return true;
        }

        // A proxy on this host that we were not told to believe asks for somebody else.
        return IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");
    }

    private static IPNetwork Network(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : throw new SettingsException($"'Metrics:AllowFrom' lists addresses and networks; '{text}' is none.");

    /// <summary>Listens from the start on: what happened before nobody would count.</summary>
    private sealed class StartListening(MetricsBook book) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            book.Listen();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
