using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StudyHub.Media.Dtls;
using StudyHub.Media.Forwarding;

namespace StudyHub.Media;

/// <summary>
/// The selective forwarding unit: rooms of seats that publish and receive camera and microphone over WebRTC, on a few UDP ports.
/// Knows no users and no permissions; whoever calls decides who may open a seat and what it may send.
/// </summary>
public sealed class MediaServer : IAsyncDisposable
{
    /// <summary>What a seat with nine others in sight costs, as a share of a core.</summary>
    private const double SeatLoad = 0.005;

    private readonly MediaOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<MediaServer> _logger;
    private readonly IMediaObserver _observer;
    private readonly DtlsIdentity _identity;
    private readonly HandshakeGate _handshakes;
    private readonly MediaMetrics _metrics;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Room, string Seat), MediaPeer> _peers = [];
    private readonly Dictionary<string, (Worker Worker, int Seats)> _rooms = [];
    private List<Worker> _workers = [];

    /// <param name="options">Where it listens.</param>
    /// <param name="clock">Steady.</param>
    /// <param name="logger">Hears of failures, never of contents.</param>
    /// <param name="observer">Hears what is found out about rooms; null where nobody wants to know.</param>
    /// <param name="meters">Makes the meter <c>StudyHub.Media</c>.</param>
    public MediaServer(MediaOptions options, TimeProvider clock, ILogger<MediaServer> logger, IMediaObserver? observer = null, IMeterFactory? meters = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        (_options, _clock, _logger) = (options, clock, logger);
        _observer = observer ?? new NobodyListens();
        (_identity, _handshakes) = (new(clock), new(clock));
        _metrics = new(this, clock, meters);
    }

    /// <summary>The address and port pairs that candidates name, of all workers. Empty before <see cref="Start"/>.</summary>
    public IReadOnlyList<IPEndPoint> Announced => [.. _workers.SelectMany(worker => worker.Announced)];

    /// <summary>SHA-256 of the certificate made for this run: upper-case hex with colons, as in SDP.</summary>
    /// <remarks>RFC 8122 §5</remarks>
    public string Fingerprint => _identity.Fingerprint;

    /// <summary>Open seats; 0 when everything has been freed.</summary>
    public int Peers
    {
        get
        {
            lock (_lock)
            {
                return _peers.Count;
            }
        }
    }

    /// <summary>Rooms with an open seat.</summary>
    public int Rooms
    {
        get
        {
            lock (_lock)
            {
                return _rooms.Count;
            }
        }
    }

    internal IReadOnlyList<Worker> Workers => _workers;

    /// <summary>Binds the ports and starts the workers.</summary>
    /// <exception cref="InvalidOperationException">A port is taken or an address is not this host's; the message says which.</exception>
    /// <exception cref="ArgumentException">An announced address cannot be read.</exception>
    public void Start()
    {
        if (_workers.Count > 0)
        {
            throw new InvalidOperationException("The media server is started already.");
        }

        var workers = new List<Worker>();
        try
        {
            for (var i = 0; i < _options.Workers; i++)
            {
                workers.Add(new(i, _options, _clock, _identity, _handshakes, _observer, _metrics, _logger));
            }
        }
        catch (Exception e)
        {
            workers.ForEach(worker => worker.Dispose());
            if (e is not SocketException)
            {
                throw;
            }

            throw new InvalidOperationException(
                $"Media cannot use port {(_options.Port == 0 ? 0 : _options.Port + workers.Count)} (UDP and TCP) on {_options.Bind}: {e.Message}", e);
        }

        workers.ForEach(worker => worker.Start());
        _workers = workers;
        workers[0].Log.Listening(string.Join(", ", Announced));
    }

    /// <summary>Opens the media side of one seat. A seat that is open already is closed: the newest wins.</summary>
    /// <exception cref="InvalidOperationException">The server is not started.</exception>
    public MediaPeer Open(string room, string seat)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        ArgumentException.ThrowIfNullOrEmpty(seat);
        lock (_lock)
        {
            if (_workers.Count == 0)
            {
                throw new InvalidOperationException("The media server is not started.");
            }

            // Where the seat is open, the worker closes its former side itself, in order with everything else that is asked of it.
            var (worker, seats) = _rooms.TryGetValue(room, out var known) ? known : (LeastLoaded(), 0);
            _rooms[room] = (worker, _peers.ContainsKey((room, seat)) ? seats : seats + 1);
            return _peers[(room, seat)] = new(this, worker, room, seat);
        }
    }

    public async ValueTask DisposeAsync()
    {
        List<Worker> workers;
        lock (_lock)
        {
            (workers, _workers) = (_workers, []);
            _peers.Clear();
            _rooms.Clear();
        }

        await Task.WhenAll(workers.Select(worker => worker.StopAsync()));
        workers.ForEach(worker => worker.Dispose());
        _metrics.Dispose();
    }

    internal void Closed(MediaPeer peer)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue((peer.Room, peer.Seat), out var current) && current == peer)
            {
                _peers.Remove((peer.Room, peer.Seat));
                ForgetSeat(peer.Room);
            }
        }
    }

    private void ForgetSeat(string room)
    {
        var (worker, seats) = _rooms[room];
        if (seats == 1)
        {
            _rooms.Remove(room);
        }
        else
        {
            _rooms[room] = (worker, seats - 1);
        }
    }

    /// <summary>What counts against giving a worker another room: how busy it was lately, and its seats, since a new room is not measured yet.</summary>
    internal static double Burden(double load, int seats) => load + (SeatLoad * seats);

    private Worker LeastLoaded() => _workers.MinBy(
        worker => Burden(worker.Load, _rooms.Values.Where(room => room.Worker == worker).Sum(room => room.Seats)))!;

    private sealed class NobodyListens : IMediaObserver
    {
        public void OnSpeaker(string room, string? seat)
        {
        }

        public void OnQuality(string room, string seat, ConnectionQuality quality)
        {
        }

        public void OnDemand(string room, string seat, LayerDemand demand)
        {
        }

        public void OnPaused(string room, string seat, IReadOnlyList<TrackName> paused)
        {
        }
    }
}
