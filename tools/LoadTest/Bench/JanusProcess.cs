using System.Net.WebSockets;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Bench;

/// <summary>Janus as Debian packages it, with a configuration of ours: the settings it does best with at this work.</summary>
internal sealed class JanusProcess : MediaServerProcess
{
    private static readonly string[] s_roots = ["/usr/lib", "/usr/local/lib"];

    private readonly Uri _address = new($"ws://127.0.0.1:{FreePort()}");

    public override string Name => "Janus";

    /// <summary>Whether it is installed.</summary>
    public static bool IsThere => Libraries is not null && (File.Exists("/usr/bin/janus") || File.Exists("/usr/local/bin/janus"));

    private static string? Libraries => s_roots
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetDirectories(folder).Append(folder))
        .Select(folder => Path.Combine(folder, "janus"))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "plugins/libjanus_videoroom.so")));

    /// <param name="address">Of an interface that is not loopback, which Janus would leave out.</param>
    /// <param name="loops">Threads that forward; by default Janus has one for each handle, which costs twice as much.</param>
    public static JanusProcess Start(string address, int loops)
    {
        var server = new JanusProcess();
        server.Configure(address, loops);
        server.Start("janus", ["--configs-folder", server.Folder, "--disable-colors"], new Dictionary<string, string>(), null);
        return server;
    }

    public override Task<IServerUnderLoad> ConnectAsync(CancellationToken ct) => UntilReadyAsync<IServerUnderLoad>(
        async () =>
        {
            try
            {
                return await JanusServer.ConnectAsync(_address, ct);
            }
            catch (WebSocketException)
            {
                return null;
            }
        },
        ct);

    private void Configure(string address, int loops)
    {
        // Nothing is loaded but what the work needs.
        string Only(string kind, string library)
        {
            var folder = Directory.CreateDirectory(Path.Combine(Folder, kind)).FullName;
            if (library.Length > 0)
            {
                File.CreateSymbolicLink(Path.Combine(folder, library), Path.Combine(Libraries!, kind, library));
            }

            return folder;
        }

        File.WriteAllText(Path.Combine(Folder, "janus.jcfg"), $$"""
            general: {
              configs_folder = "{{Folder}}"
              plugins_folder = "{{Only("plugins", "libjanus_videoroom.so")}}"
              transports_folder = "{{Only("transports", "libjanus_websockets.so")}}"
              events_folder = "{{Only("events", "")}}"
              loggers_folder = "{{Only("loggers", "")}}"
              debug_level = 2
              session_timeout = 120
              event_loops = {{loops}}
            }
            media: {
              ipv6 = false
            }
            nat: {
              ice_lite = true
              ice_enforce_list = "{{address}}"
            }
            events: {
              broadcast = false
            }
            """);
        File.WriteAllText(Path.Combine(Folder, "janus.transport.websockets.jcfg"), $$"""
            general: {
              json = "compact"
              ws = true
              ws_ip = "127.0.0.1"
              ws_port = {{_address.Port}}
              wss = false
            }
            """);
        File.WriteAllText(Path.Combine(Folder, "janus.plugin.videoroom.jcfg"), """
            general: {
              string_ids = true
            }
            """);
    }
}
