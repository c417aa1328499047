using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using StudyHub.Media;
using StudyHub.MediaLab.Network;

namespace StudyHub.MediaLab;

/// <summary>One room of the real media server on loopback, behind a relay that shapes what passes, with pages that publish and receive.</summary>
public sealed class Lab : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Link> _links = new();
    private readonly ConcurrentDictionary<string, MediaPeer> _peers = new();
    private readonly Relay _relay;
    private readonly Findings _findings = new();
    private readonly MediaServer _server;
    private readonly Signalling _signalling;

    private Lab(IPAddress address)
    {
        _relay = new(address);
        (_server, var inside) = StartServer(address);
        _relay.Start(inside);
        _signalling = new(_server, _relay, _findings, _links, _peers);
    }

    /// <summary>Where pages find the lab.</summary>
    public string Address => _signalling.Address;

    public MediaServer Server => _server;

    /// <summary>What the server has told about the room so far.</summary>
    public Findings Findings => _findings;

    /// <param name="ct">Ends the waiting.</param>
    /// <param name="address">Of this machine: what candidates name; loopback where null.</param>
    public static async Task<Lab> StartAsync(CancellationToken ct, IPAddress? address = null)
    {
        var lab = new Lab(address ?? IPAddress.Loopback);
        await lab._signalling.StartAsync(ct);
        return lab;
    }

    /// <summary>Takes a seat with a page that stands at <see cref="Address"/>.</summary>
    public async Task<Guest> SeatAsync(IScriptHost page, string seat, CancellationToken ct)
    {
        var guest = new Guest(this, page, seat, _links.GetOrAdd(seat, _ => new()));
        await guest.RunAsync($"enter('{Signalling.Room}', '{seat}')", ct);
        return guest;
    }

    public async ValueTask DisposeAsync()
    {
        await _signalling.DisposeAsync();
        await _server.DisposeAsync();
        await _relay.DisposeAsync();
    }

    internal MediaPeer PeerOf(string seat) => _peers[seat];

    /// <summary>Which port will be free can only be tried.</summary>
    private (MediaServer Server, IPEndPoint Inside) StartServer(IPAddress address)
    {
        for (var attempts = 1; ; attempts++)
        {
            IPEndPoint inside;
            using (var probe = new UdpClient(new IPEndPoint(address, 0)))
            {
                inside = (IPEndPoint)probe.Client.LocalEndPoint!;
            }

            var options = new MediaOptions { Workers = 1, Bind = address, Port = inside.Port, Announce = [$"{_relay.Outside}"] };
            var server = new MediaServer(options, TimeProvider.System, NullLogger<MediaServer>.Instance, _findings);
            try
            {
                server.Start();
                return (server, inside);
            }
            catch (InvalidOperationException) when (attempts < 20)
            {
                // Somebody else was faster.
            }
        }
    }
}
