using System.Security.Cryptography;
using StudyHub.Media.Bandwidth;
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
/// One bundled connection with a browser: ICE-lite, DTLS and SRTP. Belongs to the worker's thread.
/// </summary>
internal sealed class Transport : IDtlsOwner
{
    private readonly Worker _worker;
    private readonly ITransportOwner _owner;
    private readonly DtlsSession _dtls;
    private readonly string _setup;
    private readonly long _session = RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private string? _provenFingerprint;
    private bool _verified;
    private bool _closed;

    /// <param name="worker">Whose thread and port it uses.</param>
    /// <param name="owner">Told about packets.</param>
    /// <param name="setup">What our descriptions say about our DTLS role; it is the server in any case.</param>
    public Transport(Worker worker, ITransportOwner owner, string setup)
    {
        (_worker, _owner, _setup) = (worker, owner, setup);
        Ice = new(worker, this);
        _dtls = new(worker.Identity, worker.Handshakes, SendToSelected, this);
    }

    public IceSession Ice { get; }

    /// <summary>The handshake is done, the certificate is the one that the browser's description names, and there is an address to send to.</summary>
    public bool IsReady => _verified && Ice.Selected is not null;

    /// <summary>Where the other side gives feedback: numbers what is sent, and learns from what is said about it.</summary>
    public BandwidthEstimator? Estimator { get; set; }

    /// <summary>The browser's half, once it is known.</summary>
    public RemoteTransport? Remote { get; private set; }

    /// <summary>Our half of a description.</summary>
    public LocalTransport Describe(int version) =>
        new(_session, version, Ice.Credentials, _worker.Identity.Fingerprint, _setup, _worker.Announced);

    /// <summary>Takes the browser's half. Where its certificate is another than the handshake proved, the transport closes.</summary>
    public void Expect(RemoteTransport remote)
    {
        Remote = remote;
        Verify();
    }

    public void OnCheck(Path path, IceCredentials credentials, bool useCandidate)
    {
        var wasReady = IsReady;
        Ice.OnCheck(path, credentials, useCandidate);
        if (IsReady && !wasReady)
        {
            _owner.OnReady();
        }
    }

    public void OnDtls(ReadOnlySpan<byte> datagram, Path path)
    {
        if (_dtls.IsHandshaking)
        {
            Ice.Follow(path); // the answer must go where the question came from
        }

        _dtls.Receive(datagram, path.Key);
    }

    public void OnRtp(Span<byte> datagram, Path path)
    {
        if (_verified && _receiver!.TryUnprotectRtp(datagram, out var packet))
        {
            Ice.Follow(path);
            _owner.OnRtp(packet);
        }
    }

    public void OnRtcp(Span<byte> datagram, Path path)
    {
        if (_verified && _receiver!.TryUnprotectRtcp(datagram, out var packets))
        {
            Ice.Follow(path);
            _owner.OnRtcp(new(packets));
        }
    }

    /// <summary>Sends an RTP packet, if the transport is ready.</summary>
    public void SendRtp(byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, ReadOnlySpan<byte> payload)
    {
        if (_verified && Ice.Selected is { IsMuted: false } to)
        {
            var packet = _worker.NextPacket;
            RtpPacket.WriteHeader(packet, payloadType, marker, sequence, timestamp, ssrc);
            SendRtp(packet, payload, to);
        }
    }

    /// <summary>Sends an RTP packet that is nothing but padding, if the transport is ready.</summary>
    /// <param name="payloadType">Of the stream.</param>
    /// <param name="sequence">Its next number.</param>
    /// <param name="timestamp">Of the packet before.</param>
    /// <param name="ssrc">Of the stream.</param>
    /// <param name="bytes">Of padding.</param>
    public void SendPadding(byte payloadType, ushort sequence, uint timestamp, uint ssrc, byte bytes)
    {
        if (_verified && Ice.Selected is { IsMuted: false } to)
        {
            var packet = _worker.NextPacket;
            RtpPacket.WriteHeader(packet, payloadType, false, sequence, timestamp, ssrc);
            packet[0] |= RtpPacket.PaddingBit;
            Span<byte> padding = stackalloc byte[bytes];
            padding.Clear();
            padding[^1] = bytes;
            SendRtp(packet, padding, to);
        }
    }

    /// <summary>Sends a compound RTCP packet, if the transport is ready.</summary>
    /// <param name="buffer">The packet, and room for <see cref="SrtpTransform.LargestOverhead"/>.</param>
    /// <param name="length">Of the packet.</param>
    public void SendRtcp(Span<byte> buffer, int length)
    {
        if (_verified && Ice.Selected is { IsMuted: false } to)
        {
            length = _sender!.ProtectRtcp(buffer, length);
            buffer[..length].CopyTo(_worker.NextPacket);
            _worker.Send(length, to);
        }
    }

    /// <summary>An SSRC that we sent under is never used again.</summary>
    public void ForgetSsrc(uint ssrc) => _sender?.Forget(ssrc);

    /// <summary>Once a second.</summary>
    public void Tick()
    {
        _dtls.Tick();
        Ice.CheckConsent();
    }

    /// <summary>Frees everything. May be repeated.</summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        (_closed, _verified) = (true, false);
        _dtls.Close();
        Ice.Close();
        _sender?.Close();
        _receiver?.Close();
    }

    void IDtlsOwner.Post(Action action) => _worker.Post(action);

    void IDtlsOwner.OnDtlsConnected(SrtpKeys keys, string fingerprint)
    {
        _sender = new(keys.OfServer());
        _receiver = new(keys.OfClient());
        _provenFingerprint = fingerprint;
        _worker.Counters.HandshakesDone++;
        Verify();
    }

    void IDtlsOwner.OnDtlsFailed(bool refused)
    {
        ref var counter = ref refused ? ref _worker.Counters.HandshakesRefused : ref _worker.Counters.HandshakesFailed;
        counter++;
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

    /// <summary>Compares certificates as soon as both the handshake and the description are there.</summary>
    /// <remarks>RFC 8827 §6.5</remarks>
    private void Verify()
    {
        if (_closed || _provenFingerprint is null || Remote is null)
        {
            return;
        }

        if (!Remote.Fingerprint.Equals(_provenFingerprint, StringComparison.OrdinalIgnoreCase))
        {
            _worker.Log.FingerprintWrong();
            CloseAndTell();
            return;
        }

        if (!_verified)
        {
            _verified = true;
            if (IsReady)
            {
                _owner.OnReady();
            }
        }
    }

    private void SendRtp(Span<byte> packet, ReadOnlySpan<byte> payload, Path to)
    {
        var header = RtpPacket.FixedHeaderLength;
        if (Estimator is { } estimator)
        {
            var bytes = header + RtpPacket.ExtensionLength + payload.Length + _sender!.RtpOverhead;
            header = RtpPacket.WriteExtension(packet, SubscribeDescription.TransportWide, estimator.OnSending(bytes, _worker.NowMicros));
        }

        var length = _sender!.ProtectRtp(packet, header, payload);
        _worker.Send(length, to);
    }

    private void SendToSelected(ReadOnlySpan<byte> datagram)
    {
        if (Ice.Selected is { } path)
        {
            _worker.SendNow(datagram, path);
        }
    }
}
