using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Tls;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Network;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;
using StudyHub.Media.Srtp;

namespace StudyHub.LoadTest.Transport;

/// <summary>What a connection hands on, on the reactor's thread. Payloads of media are still encrypted.</summary>
internal interface IConnectionOwner
{
    /// <param name="packet">As received; <see cref="Connection.TryDecrypt"/> makes it plain.</param>
    /// <param name="header">Its header, which is never encrypted.</param>
    /// <param name="at">When the kernel took it in: nanoseconds since 1970.</param>
    void OnRtp(Span<byte> packet, RtpPacket header, long at);

    void OnRtcp(RtcpPacket packet);
}

/// <summary>One transport of a simulated browser: the controlling side of ICE, the DTLS client, SRTP. Belongs to the reactor's thread.</summary>
internal sealed class Connection : ITicking, IAsyncDisposable
{
    private const double CheckMillis = 2_500;
    private const double FirstCheckMillis = 50;
    private const int KernelBuffer = 4 << 20;

    private readonly Reactor _reactor;
    private readonly IConnectionOwner _owner;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DatagramQueue _dtls;
    private readonly byte[] _outgoing = new byte[2048];
    private SrtpSender? _sender;
    private SrtpTransform? _receiving;
    private byte[] _username = [];
    private byte[] _remotePassword = [];
    private double _nextCheck;

    public Connection(Reactor reactor, IConnectionOwner owner)
    {
        (_reactor, _owner) = (reactor, owner);
        Descriptor = (int)_socket.Handle;
        _socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        _socket.ReceiveBufferSize = KernelBuffer;
        var (on, buffer) = (1, KernelBuffer);
        _ = Native.SetOption(Descriptor, Native.SocketLevel, Native.ReceiveBufferForce, in buffer, sizeof(int)); // root may exceed the system's limit
        _ = Native.SetOption(Descriptor, Native.SocketLevel, Native.Timestamps, in on, sizeof(int));
        _dtls = new(Send);
    }

    public static DtlsIdentity Identity { get; } = new(TimeProvider.System);

    public string Ufrag { get; } = RandomNumberGenerator.GetHexString(8);

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    public long Session { get; } = RandomNumberGenerator.GetInt32(int.MaxValue);

    public int Descriptor { get; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public SrtpProfile Profile { get; private set; }

    public bool IsReady => _sender is not null;

    /// <summary>Checks, shakes hands, and is ready to send and receive.</summary>
    /// <param name="description">The server's, with a candidate on an IPv4 address.</param>
    public async Task ConnectAsync(SdpSession description, CancellationToken ct)
    {
        var media = description.Media.First(m => m.Attributes.Has("candidate"));
        _username = Encoding.ASCII.GetBytes($"{description.Find(media, "ice-ufrag")}:{Ufrag}");
        _remotePassword = Encoding.ASCII.GetBytes(description.Find(media, "ice-pwd")!);
        var candidate = media.Attributes.All("candidate").Select(c => c.Split(' '))
            .First(c => c[2].Equals("udp", StringComparison.OrdinalIgnoreCase) && !c[4].Contains(':', StringComparison.Ordinal));
        await _socket.ConnectAsync(IPAddress.Parse(candidate[4]), int.Parse(candidate[5], CultureInfo.InvariantCulture), ct);
        _reactor.Add(this);
        _reactor.Add((ITicking)this);
        await _answered.Task.WaitAsync(ct);

        var peer = new DtlsClientPeer(Identity, [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1Tag80]);
        await Task.Factory.StartNew(
            () => new DtlsClientProtocol().Connect(peer, _dtls), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(ct);
        var keys = peer.Keys!;
        Profile = keys.Profile;
        await _reactor.AskAsync(() =>
        {
            _receiving = keys.OfServer();
            _sender = new(keys.OfClient());
            return true;
        });
    }

    public void Tick(double now)
    {
        if (now < _nextCheck)
        {
            return;
        }

        _nextCheck = now + (_answered.Task.IsCompleted ? CheckMillis : FirstCheckMillis);
        Span<byte> buffer = stackalloc byte[StunWriter.LongestMessage];
        Span<byte> transaction = stackalloc byte[StunMessage.TransactionLength];
        RandomNumberGenerator.Fill(transaction);
        Send(buffer[..StunWriter.BindingRequest(buffer, transaction, _username, _remotePassword, useCandidate: true)]);
    }

    /// <param name="header">Fixed header, and an extension where there is one.</param>
    /// <param name="payload">Plain.</param>
    public void SendRtp(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        header.CopyTo(_outgoing);
        Send(_outgoing.AsSpan(0, _sender!.ProtectRtp(_outgoing, header.Length, payload)));
    }

    /// <param name="buffer">A compound packet, with room for what protects it.</param>
    /// <param name="length">Of the packet.</param>
    public void SendRtcp(Span<byte> buffer, int length) => Send(buffer[.._sender!.ProtectRtcp(buffer, length)]);

    /// <summary>Decrypts the payload in place.</summary>
    /// <param name="packet">As received.</param>
    /// <param name="header">Its header.</param>
    /// <param name="index">Of the packet in its stream, with cycles.</param>
    public bool TryDecrypt(Span<byte> packet, RtpPacket header, ulong index) =>
        packet.Length >= header.HeaderLength + _receiving!.RtpOverhead && _receiving.UnprotectRtp(packet, header.HeaderLength, header.Ssrc, index);

    /// <summary>Bytes at the end of a packet that are no payload.</summary>
    public int Overhead => _receiving!.RtpOverhead;

    public void OnDatagram(Span<byte> datagram, long at)
    {
        if (datagram.IsEmpty)
        {
            return;
        }

        if (datagram[0] < 4)
        {
            OnStun(datagram);
        }
        else if (datagram[0] is >= 20 and <= 63)
        {
            _dtls.Add(datagram);
        }
        else if (_receiving is null || datagram.Length < RtpPacket.FixedHeaderLength)
        {
            return;
        }
        else if (datagram[1] is >= 192 and <= 223)
        {
            OnRtcp(datagram);
        }
        else if (RtpPacket.TryReadHeader(datagram, out var header))
        {
            _owner.OnRtp(datagram, header, at);
        }
    }

    public void CloseSocket() => _socket.Dispose();

    public async ValueTask DisposeAsync()
    {
        _dtls.Close();
        if (_socket.Connected)
        {
            await _reactor.RemoveAsync((ITicking)this);
            await _reactor.RemoveAsync(this);
        }

        _socket.Dispose();
    }

    private void OnStun(ReadOnlySpan<byte> datagram)
    {
        if (!StunMessage.TryRead(datagram, out var message))
        {
            return;
        }

        if (message.Type == StunType.BindingResponse)
        {
            if (message.IsAuthentic(_remotePassword))
            {
                _answered.TrySetResult();
            }
        }
        else if (message.Type == StunType.BindingRequest && message.IsAuthentic(Encoding.ASCII.GetBytes(Password)))
        {
            Span<byte> buffer = stackalloc byte[StunWriter.LongestMessage];
            var from = PeerAddress.Of(((IPEndPoint)_socket.RemoteEndPoint!).Serialize());
            Send(buffer[..StunWriter.BindingResponse(buffer, message.Transaction, from, Encoding.ASCII.GetBytes(Password))]);
        }
    }

    private void OnRtcp(Span<byte> datagram)
    {
        if (!_receiving!.TryReadRtcpIndex(datagram, out var index)
            || !_receiving.UnprotectRtcp(datagram, BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]), index))
        {
            return;
        }

        var packets = new RtcpReader(datagram[..^_receiving.RtcpOverhead]);
        while (packets.TryNext(out var packet))
        {
            _owner.OnRtcp(packet);
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        _ = Native.Send(Descriptor, datagram, datagram.Length, Native.Nonblocking); // a full buffer loses the packet, as a network would
    }
}
