using System.Security.Cryptography;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;
using StudyHub.Media.Srtp;

namespace StudyHub.Media.Forwarding;

/// <summary>Whom a transport serves. All calls come on the worker's thread, with packets that are authentic.</summary>
internal interface ITransportOwner
{
    void OnReady();

    void OnRtp(RtpPacket packet);

    void OnRtcp(RtcpReader packets);

    /// <summary>The browser has closed it, or turned out to be someone else.</summary>
    void OnClosed();
}

/// <summary>
/// One bundled connection with a browser: ICE-lite, DTLS and SRTP. Ready when the handshake is done and the certificate is the one
/// that the browser's description named. Belongs to the worker's thread.
/// </summary>
internal sealed class Transport : IDtlsOwner
{
    /// <summary>After so many milliseconds without an authenticated check the browser no longer wants to be sent anything.</summary>
    /// <remarks>RFC 7675 §5.1</remarks>
    public const int ConsentMillis = 30_000;

    /// <summary>Browsers check at least every 6 s; after so many milliseconds something is wrong with the path.</summary>
    public const int DoubtMillis = 7_000;

    private const int MostPaths = 8;
    private const int StalePathMillis = 3_000;
    private const int MuteMillis = 1_000;

    private readonly Worker _worker;
    private readonly ITransportOwner _owner;
    private readonly DtlsSession _dtls;
    private readonly List<Path> _paths = [];
    private readonly string _setup;
    private readonly long _session = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private IceCredentials? _previous;
    private volatile Path? _selected;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private string? _provenFingerprint;
    private RemoteTransport? _remote;
    private long _lastCheck = -1;
    private long _mutedUntil;
    private bool _closed;

    /// <param name="worker">Whose thread and port it uses.</param>
    /// <param name="owner">Told about packets.</param>
    /// <param name="setup">What our descriptions say about our DTLS role; it is the server in any case.</param>
    public Transport(Worker worker, ITransportOwner owner, string setup)
    {
        (_worker, _owner, _setup) = (worker, owner, setup);
        _dtls = new(worker.Identity, worker.Handshakes, SendToSelected, this);
        worker.Demultiplexer.Add(Credentials, this);
    }

    public IceCredentials Credentials { get; private set; } = new();

    /// <summary>Handshake done, certificate right, and there is an address to send to.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Consent ran out; only new ICE credentials bring the transport back.</summary>
    public bool IsExpired { get; private set; }

    /// <summary>Was connected and is silent for longer than browsers are.</summary>
    public bool IsInDoubt => IsExpired || (_lastCheck >= 0 && _worker.Now - _lastCheck > DoubtMillis);

    /// <summary>New credentials are out, and no check has used them yet.</summary>
    public bool IsRestarting { get; private set; }

    public RemoteTransport? Remote => _remote;

    /// <summary>Our half of a description.</summary>
    public LocalTransport Describe(int version) =>
        new(_session, version, Credentials, _worker.Identity.Fingerprint, _setup, _worker.Announced);

    /// <summary>Takes the browser's half. Where its certificate is another than the handshake proved, the transport closes.</summary>
    public void Expect(RemoteTransport remote)
    {
        _remote = remote;
        BecomeReady();
    }

    /// <summary>ICE restart: makes new credentials. The old ones hold until the first check with the new.</summary>
    /// <remarks>RFC 8445 §9</remarks>
    public void Restart()
    {
        ForgetPrevious();
        _previous = IsExpired ? null : Credentials;
        Credentials = new();
        (IsExpired, IsRestarting) = (false, true);
        _lastCheck = _lastCheck < 0 ? _lastCheck : _worker.Now; // as much time again as after a check
        _worker.Demultiplexer.Add(Credentials, this);
    }

    public void OnCheck(Path path, IceCredentials credentials, bool useCandidate)
    {
        if (credentials == Credentials)
        {
            IsRestarting = false;
            ForgetPrevious();
        }

        _lastCheck = path.LastHeard = _worker.Now;
        if (!_paths.Contains(path))
        {
            _paths.Add(path);
            ForgetOldest();
        }

        var selected = _selected;
        if (selected is null || (useCandidate && _worker.Now - selected.LastHeard > StalePathMillis))
        {
            _selected = path;
            BecomeReady();
        }
    }

    public void OnDtls(ReadOnlySpan<byte> datagram, Path path)
    {
        if (_dtls.IsHandshaking)
        {
            _selected = path; // the answer must go where the question came from
        }

        _dtls.Receive(datagram, path.Key);
    }

    public void OnRtp(Span<byte> datagram, Path path)
    {
        if (IsReady && _receiver!.TryUnprotectRtp(datagram, out var packet))
        {
            Follow(path);
            _owner.OnRtp(packet);
        }
    }

    public void OnRtcp(Span<byte> datagram, Path path)
    {
        if (IsReady && _receiver!.TryUnprotectRtcp(datagram, out var packets))
        {
            Follow(path);
            _owner.OnRtcp(new(packets));
        }
    }

    /// <summary>Sends an RTP packet, if the transport is ready.</summary>
    public void SendRtp(byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload)
    {
        var selected = _selected;
        if (!IsReady || selected is null || _worker.Now < _mutedUntil)
        {
            return;
        }

        var packet = _worker.Outgoing.AsSpan();
        RtpPacket.WriteHeader(packet, payloadType, marker, sequence, timestamp, ssrc);
        var length = _sender!.ProtectRtp(packet, RtpPacket.FixedHeaderLength, payload);
        Send(packet[..length], selected);
    }

    /// <summary>Sends a compound RTCP packet, if the transport is ready.</summary>
    /// <param name="buffer">The packet, and room for <see cref="SrtpTransform.LargestOverhead"/>.</param>
    /// <param name="length">Of the packet.</param>
    public void SendRtcp(Span<byte> buffer, int length)
    {
        var selected = _selected;
        if (IsReady && selected is not null && _worker.Now >= _mutedUntil)
        {
            length = _sender!.ProtectRtcp(buffer, length);
            Send(buffer[..length], selected);
        }
    }

    /// <summary>An SSRC that we sent under is never used again.</summary>
    public void ForgetSsrc(uint ssrc) => _sender?.Forget(ssrc);

    /// <summary>Once a second.</summary>
    public void Tick()
    {
        _dtls.Tick();
        if (_lastCheck >= 0 && !IsExpired && _worker.Now - _lastCheck > ConsentMillis)
        {
            IsExpired = true;
            LeaveTables();
        }
    }

    /// <summary>An address belongs to another transport now.</summary>
    public void Forget(Path path)
    {
        _paths.Remove(path);
        if (_selected == path)
        {
            _selected = null;
            IsReady = false;
        }
    }

    /// <summary>Frees everything. May be repeated.</summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _dtls.Close();
        LeaveTables();
        _sender?.Close();
        _receiver?.Close();
    }

    void IDtlsOwner.Post(Action action) => _worker.Post(action);

    void IDtlsOwner.OnDtlsConnected(SrtpKeys keys, string fingerprint)
    {
        _sender = new(keys.OfServer());
        _receiver = new(keys.OfClient());
        _provenFingerprint = fingerprint;
        BecomeReady();
    }

    void IDtlsOwner.OnDtlsEnded() => CloseAndTell();

    private void CloseAndTell()
    {
        if (!_closed)
        {
            Close();
            _owner.OnClosed();
        }
    }

    private void BecomeReady()
    {
        if (_closed || IsReady || _selected is null || _provenFingerprint is null || _remote is null)
        {
            return;
        }

        if (!_remote.Fingerprint.Equals(_provenFingerprint, StringComparison.OrdinalIgnoreCase))
        {
            _worker.Log.FingerprintWrong();
            CloseAndTell();
            return;
        }

        IsReady = true;
        _owner.OnReady();
    }

    private void Follow(Path path)
    {
        path.LastHeard = _worker.Now;
        _selected = path;
    }

    private void ForgetOldest()
    {
        if (_paths.Count <= MostPaths)
        {
            return;
        }

        var oldest = _paths.Where(path => path != _selected).MinBy(path => path.LastHeard)!;
        _paths.Remove(oldest);
        _worker.Demultiplexer.Remove(oldest);
    }

    private void ForgetPrevious()
    {
        if (_previous is not null)
        {
            _worker.Demultiplexer.Remove(_previous);
            _previous = null;
        }
    }

    private void LeaveTables()
    {
        _worker.Demultiplexer.Remove(Credentials);
        ForgetPrevious();
        foreach (var path in _paths)
        {
            _worker.Demultiplexer.Remove(path);
        }

        _paths.Clear();
        _selected = null;
        IsReady = false;
    }

    private void Send(ReadOnlySpan<byte> datagram, Path to)
    {
        if (!_worker.Port.TrySend(datagram, to.Address))
        {
            _mutedUntil = _worker.Now + MuteMillis; // a failing send is slow, and the others must not wait for it
        }
    }

    private void SendToSelected(ReadOnlySpan<byte> datagram)
    {
        if (_selected is { } path)
        {
            _worker.Port.TrySend(datagram, path.Address);
        }
    }
}
