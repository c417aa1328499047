using System.Security.Cryptography;
using System.Text;
using StudyHub.Kernel;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Client;

/// <summary>A person in a room: a seat on the server, a connection to publish on and one to receive on.</summary>
internal sealed class Participant(MediaPeer peer) : IAsyncDisposable
{
    private readonly Lock _sending = new();
    private ushort _audioSequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private ushort _videoSequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private ushort _rtxSequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);

    public MediaPeer Peer => peer;

    public ClientConnection Publishing { get; set; } = new();

    public ClientConnection Receiving { get; set; } = new();

    public uint AudioSsrc { get; set; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public uint VideoSsrc { get; set; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public uint RtxSsrc => VideoSsrc + 1;

    public bool NamesSsrcs { get; init; } = true;

    public ushort NextVideoSequence => _videoSequence;

    public uint VideoTimestamp { get; set; } = 1000;

    public async Task PublishAsync(CancellationToken ct) => await Publishing.ConnectAsync(await NegotiatePublishingAsync(ct), ct);

    /// <summary>Only the signaling half; returns the server's answer.</summary>
    public async Task<string> NegotiatePublishingAsync(CancellationToken ct)
    {
        var sdp = ClientSdp.Offer(Publishing, NamesSsrcs ? (AudioSsrc, VideoSsrc, RtxSsrc) : null);
        var answer = Ok(await peer.PublishAsync(new(sdp, [new("a", MediaSource.Microphone), new("v", MediaSource.Camera)]), ct));
        return answer.Sdp;
    }

    /// <summary>Declares, answers, and connects the first time. Returns what is offered now; null where nothing was to negotiate.</summary>
    public async Task<IReadOnlyList<OfferedTrack>?> SubscribeAsync(CancellationToken ct, params TrackWanted[] wanted)
    {
        var reply = Ok(await peer.SubscribeAsync(wanted, ct));
        if (reply.Offer is not { } offer)
        {
            return null;
        }

        var first = Receiving.Remote.Ufrag is null;
        Receiving.Attach(offer.Sdp);
        Ok(await peer.AnswerAsync(new(offer.Revision, ClientSdp.Answer(Receiving, offer.Sdp)), ct));
        if (first)
        {
            await Receiving.CheckAsync(ct);
            await Receiving.HandshakeAsync(ct);
        }

        return offer.Tracks;
    }

    public Task<IReadOnlyList<OfferedTrack>?> WatchAsync(string seat, CancellationToken ct) =>
        SubscribeAsync(ct, new TrackWanted(seat, MediaSource.Microphone), new TrackWanted(seat, MediaSource.Camera));

    public void SendAudio(string text, uint timestamp = 960)
    {
        lock (_sending)
        {
            Send(ClientSdp.Opus, false, _audioSequence++, timestamp, AudioSsrc, "a", Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Sends one frame of one packet.</summary>
    public void SendVideo(bool key, string text, bool lost = false)
    {
        var sequence = _videoSequence++;
        VideoTimestamp += 3000;
        if (!lost)
        {
            Send(ClientSdp.Vp8, true, sequence, VideoTimestamp, VideoSsrc, "v", VideoPayload(key, text));
        }
    }

    /// <summary>Sends a frame under a sequence number as a retransmission.</summary>
    public void SendRetransmission(ushort original, uint timestamp, byte[] payload) =>
        Send(ClientSdp.Rtx, true, _rtxSequence++, timestamp, RtxSsrc, "v", [(byte)(original >> 8), (byte)original, .. payload]);

    public static byte[] VideoPayload(bool key, string text) => [0x10, (byte)(key ? 0 : 1), .. Encoding.UTF8.GetBytes(text)];

    public static T Ok<T>(Result<T> result)
    {
        Assert.True(result.IsOk(out var value, out var error), error?.Message);
        return value;
    }

    public async ValueTask DisposeAsync()
    {
        await peer.DisposeAsync();
        await Publishing.DisposeAsync();
        await Receiving.DisposeAsync();
    }

    private void Send(byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, string mid, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + 8];
        RtpPacket.WriteHeader(header, payloadType, marker, sequence, timestamp, ssrc);
        if (NamesSsrcs)
        {
            Publishing.SendRtp(header[..RtpPacket.FixedHeaderLength], payload);
            return;
        }

        header[0] |= 0x10;
        ReadOnlySpan<byte> extension = [0xBE, 0xDE, 0, 1, ClientSdp.MidExtension << 4, (byte)mid[0], 0, 0];
        extension.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        Publishing.SendRtp(header, payload);
    }
}
