using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Org.BouncyCastle.Tls;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;
using StudyHub.Media.Srtp;

namespace StudyHub.Media.Tests.Client;

internal sealed record ReceivedRtp(byte PayloadType, bool Marker, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload);

/// <summary>
/// One connection of a browser without the browser: ICE checks, the DTLS client and SRTP over a real socket. Knows nothing of
/// signaling: it is given the server's description.
/// </summary>
internal sealed class ClientConnection : IAsyncDisposable
{
    private const int ConsentSeconds = 5;

    private Socket _socket;
    private readonly CancellationTokenSource _closed = new();
    private readonly DatagramQueue _dtls;
    private readonly DtlsClientPeer _peer;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _checks = new();
    private readonly Channel<ReceivedRtp> _rtp = Channel.CreateUnbounded<ReceivedRtp>();
    private readonly Channel<byte[]> _rtcp = Channel.CreateUnbounded<byte[]>();
    private readonly Lock _sending = new();
    private Task _receiving = Task.CompletedTask;
    private Task _consenting = Task.CompletedTask;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private DtlsTransport? _transport;

    public ClientConnection(params SrtpProfile[] profiles)
        : this(Wire.Udp(IPAddress.Loopback), profiles)
    {
    }

    /// <param name="socket">Of <see cref="Wire"/>, not connected yet.</param>
    /// <param name="profiles">Offered for SRTP; none: both.</param>
    public ClientConnection(Socket socket, params SrtpProfile[] profiles)
    {
        _socket = socket;
        _dtls = new(datagram => Wire.Send(_socket, datagram));
        _peer = new(Identity, profiles.Length == 0 ? [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1Tag80] : profiles);
    }

    public static DtlsIdentity Identity { get; } = new(TimeProvider.System);

    public string Ufrag { get; set; } = RandomNumberGenerator.GetHexString(8);

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    /// <summary>What our descriptions claim our certificate is.</summary>
    public string ClaimedFingerprint { get; init; } = Identity.Fingerprint;

    /// <summary>What packets come through on their way here; null for a receiver that says nothing of when they arrive.</summary>
    public ReceivingLink? Link { get; init; }

    /// <summary>Whether it goes on checking once it is connected, as browsers do: who does not is sent nothing after 30 s.</summary>
    /// <remarks>RFC 7675 §5.1</remarks>
    public bool ChecksConsent { get; init; } = true;

    public long SessionId { get; } = RandomNumberGenerator.GetInt32(int.MaxValue);

    public SrtpProfile Profile => _peer.Keys!.Profile;

    public string ServerFingerprint => _peer.ServerFingerprint;

    public ChannelReader<ReceivedRtp> Rtp => _rtp.Reader;

    /// <summary>Compound packets, plain.</summary>
    public ChannelReader<byte[]> Rtcp => _rtcp.Reader;

    public Socket Socket => _socket;

    /// <summary>The server's credentials, from its latest description.</summary>
    public (string Ufrag, string Password) Remote { get; set; }

    /// <summary>Checks, shakes hands, and is ready to send and receive.</summary>
    public async Task ConnectAsync(string serverSdp, CancellationToken ct)
    {
        Attach(serverSdp);
        await CheckAsync(ct);
        await HandshakeAsync(ct);
    }

    /// <summary>Learns the server's address and credentials, and begins to receive.</summary>
    public void Attach(string serverSdp)
    {
        if (!SdpSession.Parse(serverSdp).IsOk(out var sdp, out var error))
        {
            throw new InvalidOperationException(error.Message);
        }

        var media = sdp.Media.First(m => m.Attributes.Has("candidate"));
        Remote = (sdp.Find(media, "ice-ufrag")!, sdp.Find(media, "ice-pwd")!);
        var candidate = media.Attributes.All("candidate").Select(c => c.Split(' ')).First(c => Wire.Fits(_socket, c));
        if (!_socket.Connected)
        {
            _socket.Connect(IPAddress.Parse(candidate[4]), int.Parse(candidate[5], System.Globalization.CultureInfo.InvariantCulture));
            _receiving = ReceiveAsync(_socket);
        }
    }

    /// <summary>Sends checks until one is answered.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        var transaction = RandomNumberGenerator.GetBytes(StunMessage.TransactionLength);
        var answered = _checks[Convert.ToHexString(transaction)] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        while (true)
        {
            SendCheck(transaction);
            try
            {
                await answered.Task.WaitAsync(TimeSpan.FromMilliseconds(100), ct);
                return;
            }
            catch (TimeoutException)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Goes on from another address, as after a change of network.</summary>
    public async Task MoveAsync(Socket socket, CancellationToken ct)
    {
        var former = _socket;
        await socket.ConnectAsync(former.RemoteEndPoint!, ct);
        lock (_sending)
        {
            _socket = socket;
        }

        former.Dispose();
        await _receiving;
        _receiving = ReceiveAsync(_socket);
        await CheckAsync(ct);
    }

    public void SendCheck(byte[] transaction, Socket? via = null)
    {
        Span<byte> buffer = stackalloc byte[StunWriter.LongestMessage];
        var length = StunWriter.BindingRequest(
            buffer, transaction, Encoding.ASCII.GetBytes($"{Remote.Ufrag}:{Ufrag}"), Encoding.ASCII.GetBytes(Remote.Password), useCandidate: true);
        lock (_sending)
        {
            Wire.Send(via ?? _socket, buffer[..length]);
        }
    }

    public async Task HandshakeAsync(CancellationToken ct)
    {
        _transport = await Task.Factory.StartNew(
            () => new DtlsClientProtocol().Connect(_peer, _dtls), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(ct);
        _receiver = new(_peer.Keys!.OfServer());
        _sender = new(_peer.Keys.OfClient());
        Link?.Start(feedback => SendRtcp(feedback));
        _consenting = ChecksConsent ? ConsentAsync() : Task.CompletedTask;
    }

    public void SendRtp(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> packet = stackalloc byte[2048];
        header.CopyTo(packet);
        lock (_sending)
        {
            var length = _sender!.ProtectRtp(packet, header.Length, payload);
            Wire.Send(_socket, packet[..length]);
        }
    }

    /// <param name="compound">Plain.</param>
    /// <param name="via">Another socket than the connection's own.</param>
    public void SendRtcp(ReadOnlySpan<byte> compound, Socket? via = null)
    {
        Span<byte> packet = stackalloc byte[2048];
        compound.CopyTo(packet);
        lock (_sending)
        {
            var length = _sender!.ProtectRtcp(packet, compound.Length);
            Wire.Send(via ?? _socket, packet[..length]);
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(ReadOnlySpan<byte> datagram) => Wire.Send(_socket, datagram);

    /// <summary>Leaves everything in the socket from here on.</summary>
    public void StopReading() => _closed.Cancel();

    /// <summary>Says goodbye on the DTLS connection.</summary>
    public void SendCloseNotify() => _transport?.Close();

    /// <summary>Waits until the server says goodbye.</summary>
    public async Task WaitForCloseNotifyAsync(CancellationToken ct) => await Task.Factory.StartNew(
        () =>
        {
            Span<byte> ignored = stackalloc byte[2048];
            while (!_peer.Ended && !ct.IsCancellationRequested)
            {
                try
                {
                    _transport!.Receive(ignored, 50);
                }
                catch (IOException)
                {
                    // closed: the flag says why
                }
            }
        },
        ct,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default).WaitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        if (Link is not null)
        {
            await Link.DisposeAsync();
        }

        await _closed.CancelAsync();
        _dtls.Close();
        _socket.Dispose();
        await _receiving;
        await _consenting;
        _closed.Dispose();
    }

    private async Task ConsentAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(ConsentSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                SendCheck(RandomNumberGenerator.GetBytes(StunMessage.TransactionLength));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // closed, by us or by the server
        }
    }

    private async Task ReceiveAsync(Socket socket)
    {
        var buffer = new byte[2048];
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                OnDatagram(buffer.AsSpan(0, await Wire.ReceiveAsync(socket, buffer, _closed.Token)));
            }
            catch (SocketException) when (socket == _socket)
            {
                // the server is not there (any more): what waits for it has a deadline
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or EndOfStreamException)
            {
                return;
            }
        }
    }

    private void OnDatagram(Span<byte> datagram)
    {
        if (datagram.IsEmpty)
        {
            return;
        }

        if (datagram[0] < 4)
        {
            if (StunMessage.TryRead(datagram, out var message)
                && message.Type == StunType.BindingResponse
                && message.IsAuthentic(Encoding.ASCII.GetBytes(Remote.Password))
                && _checks.TryRemove(Convert.ToHexString(message.Transaction), out var answered))
            {
                answered.SetResult();
            }
        }
        else if (datagram[0] is >= 20 and <= 63)
        {
            _dtls.Add(datagram);
        }
        else if (_receiver is null)
        {
            return;
        }
        else if (datagram[1] is >= 192 and <= 223)
        {
            if (_receiver.TryUnprotectRtcp(datagram, out var rtcp))
            {
                _rtcp.Writer.TryWrite(rtcp.ToArray());
            }
        }
        else if (_receiver.TryUnprotectRtp(datagram, out var rtp) && Link?.Pass(rtp, datagram.Length) != false)
        {
            _rtp.Writer.TryWrite(new(rtp.PayloadType, rtp.Marker, rtp.Sequence, rtp.Timestamp, rtp.Ssrc, rtp.Payload.ToArray()));
        }
    }
}
