using Org.BouncyCastle.Tls;
using StudyHub.Media.Network;
using StudyHub.Media.Srtp;

namespace StudyHub.Media.Dtls;

/// <summary>What a session tells its owner. All calls come on the owner's own thread.</summary>
internal interface IDtlsOwner
{
    /// <summary>Runs something on the owner's thread, soon.</summary>
    void Post(Action action);

    void OnDtlsConnected(SrtpKeys keys, string fingerprint);

    /// <summary>A handshake has not come about: it failed, or there was no room for it.</summary>
    void OnDtlsFailed(bool refused);

    /// <summary>The peer said goodbye.</summary>
    void OnDtlsEnded();
}

/// <summary>
/// The DTLS association of one transport, server side. Its methods are called on the owner's thread; the handshake blocks a thread of
/// the gate, and what little comes afterwards (repeated flights, close_notify) is read on the pool.
/// </summary>
/// <remarks>RFC 6347; RFC 5764</remarks>
internal sealed class DtlsSession(DtlsIdentity identity, HandshakeGate gate, DatagramSend send, IDtlsOwner owner)
{
    private const int MostAttempts = 8;
    private const int MostLateDatagrams = 64;
    private const byte HandshakeRecord = 22;
    private const byte ClientHello = 1;
    private const int RecordHeader = 13;

    private readonly Lock _reading = new();
    private State _state;
    private DatagramQueue? _queue;
    private DtlsServerPeer? _peer;
    private DtlsTransport? _transport;
    private int _attempts;
    private int _lateDatagrams;
    private bool _draining;

    private enum State
    {
        Waiting,
        Handshaking,
        Connected,
        Closed,
    }

    public bool IsHandshaking => _state is State.Waiting or State.Handshaking;

    /// <summary>Takes one datagram of the DTLS range. The caller has made sure that its source is a checked address of this transport.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, PeerAddress from)
    {
        switch (_state)
        {
            case State.Waiting when IsClientHello(datagram):
                Start(datagram, from);
                break;
            case State.Handshaking:
                _queue!.Add(datagram);
                break;
            case State.Connected when _lateDatagrams < MostLateDatagrams:
                _lateDatagrams++;
                _queue!.Add(datagram);
                Drain();
                break;
            default:
                break;
        }
    }

    /// <summary>Says goodbye where a connection stands, stops a handshake under way. May be repeated.</summary>
    public void Close()
    {
        if (_state == State.Closed)
        {
            return;
        }

        _state = State.Closed;
        lock (_reading)
        {
            _transport?.Close();
        }

        _queue?.Close();
    }

    /// <summary>Lets a few more datagrams through; called about once a second.</summary>
    public void Tick() => _lateDatagrams = Math.Max(0, _lateDatagrams - 4);

    private static bool IsClientHello(ReadOnlySpan<byte> datagram) =>
        datagram.Length > RecordHeader && datagram[0] == HandshakeRecord && datagram[3] == 0 && datagram[4] == 0 && datagram[RecordHeader] == ClientHello;

    private void Start(ReadOnlySpan<byte> clientHello, PeerAddress from)
    {
        if (_attempts >= MostAttempts)
        {
            return;
        }

        var queue = new DatagramQueue(send);
        var peer = new DtlsServerPeer(identity);
        if (gate.TryStart(from, () => Handshake(peer, queue), queue.Close))
        {
            _attempts++;
            _state = State.Handshaking;
            (_queue, _peer) = (queue, peer);
            queue.Add(clientHello);
        }
        else
        {
            owner.OnDtlsFailed(refused: true);
        }
    }

    private void Handshake(DtlsServerPeer peer, DatagramQueue queue)
    {
        DtlsTransport? transport = null;
        try
        {
            transport = new DtlsServerProtocol().Accept(peer, queue);
        }
        catch (Exception)
        {
            // Whatever a stranger sends may break the handshake, and only that: the state goes back to waiting.
            queue.Close();
        }

        owner.Post(() => OnHandshakeDone(peer, transport));
    }

    private void OnHandshakeDone(DtlsServerPeer peer, DtlsTransport? transport)
    {
        if (_state == State.Closed)
        {
            transport?.Close();
            return;
        }

        if (transport is null || peer.Keys is null)
        {
            _state = State.Waiting;
            owner.OnDtlsFailed(refused: false);
            return;
        }

        (_state, _transport) = (State.Connected, transport);
        owner.OnDtlsConnected(peer.Keys, peer.ClientFingerprint);
    }

    private void Drain()
    {
        if (_draining)
        {
            return;
        }

        _draining = true;
        ThreadPool.QueueUserWorkItem(static session => session.ReadLateDatagrams(), this, preferLocal: false);
    }

    private void ReadLateDatagrams()
    {
        try
        {
            Span<byte> ignored = stackalloc byte[DatagramQueue.LongestDatagram];
            while (!_queue!.IsEmpty && !_peer!.Ended)
            {
                lock (_reading) // for one datagram at a time, since closing waits for it
                {
                    _transport!.Receive(ignored, 1);
                }
            }
        }
        catch (Exception)
        {
            // a fatal alert, or closed meanwhile: the peer's flag says which
        }

        var ended = _peer!.Ended;
        owner.Post(() =>
        {
            _draining = false;
            if (ended && _state == State.Connected)
            {
                _state = State.Closed;
                owner.OnDtlsEnded();
            }
            else if (!_queue!.IsEmpty && _state == State.Connected)
            {
                Drain();
            }
        });
    }
}
