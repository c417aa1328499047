using System.Security.Cryptography;
using System.Text;
using StudyHub.Kernel;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

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

    /// <summary>Names of the layers that the camera is published in; empty without simulcast.</summary>
    public string[] Rids { get; init; } = [];

    public bool SharesScreen { get; init; }

    /// <summary>The payload types that it takes when it receives.</summary>
    public Func<string, bool> Takes { get; init; } = _ => true;

    public ushort NextVideoSequence => _videoSequence;

    public uint VideoTimestamp { get; set; } = 1000;

    public uint SoundTimestamp { get; private set; }

    public async Task PublishAsync(CancellationToken ct) => await Publishing.ConnectAsync(await NegotiatePublishingAsync(ct), ct);

    /// <summary>Only the signaling half; returns the server's answer.</summary>
    public async Task<string> NegotiatePublishingAsync(CancellationToken ct)
    {
        var sdp = ClientSdp.Offer(Publishing, NamesSsrcs ? (AudioSsrc, VideoSsrc, RtxSsrc) : null, Rids, SharesScreen);
        PublishedTrack[] devices = [new("a", MediaSource.Microphone), new("v", MediaSource.Camera)];
        PublishedTrack[] share = SharesScreen ? [new("t", MediaSource.ScreenSound), new("s", MediaSource.Screen)] : [];
        return Ok(await peer.PublishAsync(new(sdp, [.. devices, .. share]), ct)).Sdp;
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
        Ok(await peer.AnswerAsync(new(offer.Revision, ClientSdp.Answer(Receiving, offer.Sdp, Takes)), ct));
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

    /// <summary>Sends 20 ms of sound.</summary>
    /// <param name="level">0 (loudest) to 127 (silence).</param>
    public void SendSound(byte level)
    {
        lock (_sending)
        {
            SoundTimestamp += 960;
            SendExtended(ClientSdp.Opus, _audioSequence++, SoundTimestamp, AudioSsrc, ClientSdp.AudioLevel << 4, (byte)(0x80 | level), 0, new byte[40]);
        }
    }

    /// <summary>Sends a video packet with a transport-wide number.</summary>
    public void SendNumbered(ushort number)
    {
        VideoTimestamp += 3000;
        SendExtended(
            ClientSdp.Vp8, _videoSequence++, VideoTimestamp, VideoSsrc, (ClientSdp.TransportWide << 4) | 1, (byte)(number >> 8), (byte)number, VideoPayload(false, "x"));
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

    /// <summary>Sends one packet of a shared screen or of its sound, which only the mid tells.</summary>
    public void SendShare(bool picture, ushort sequence, uint timestamp, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + 8];
        RtpPacket.WriteHeader(header, picture ? ClientSdp.Vp8 : ClientSdp.Opus, true, sequence, timestamp, VideoSsrc + (picture ? 101u : 102u));
        header[0] |= 0x10;
        ReadOnlySpan<byte> extension = [0xBE, 0xDE, 0, 1, ClientSdp.MidExtension << 4, (byte)(picture ? 's' : 't'), 0, 0];
        extension.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        Publishing.SendRtp(header, payload);
    }

    /// <summary>Sends one packet of a simulcast layer, which says what it is.</summary>
    public void SendLayer(VideoFragment fragment, Codec codec = Codec.Vp8)
    {
        Span<byte> extension = [0, 0, 0, 0, 0, 0, 0, 0];
        extension[0] = (ClientSdp.MidExtension << 4) | 0;
        extension[1] = (byte)'v';
        extension[2] = (byte)((ClientSdp.RidExtension << 4) | (Rids[fragment.Layer].Length - 1));
        Encoding.ASCII.GetBytes(Rids[fragment.Layer], extension[3..]);
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + 4 + extension.Length];
        RtpPacket.WriteHeader(header, ClientSdp.PayloadType(codec), fragment.Marker, fragment.Sequence, fragment.Timestamp, LayerSsrc(fragment.Layer));
        header[0] |= 0x10;
        ReadOnlySpan<byte> profile = [0xBE, 0xDE, 0, 2];
        profile.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        extension.CopyTo(header[(RtpPacket.FixedHeaderLength + 4)..]);
        Publishing.SendRtp(header, fragment.Payload);
    }

    public uint LayerSsrc(int layer) => VideoSsrc + 10 + (uint)(2 * layer);

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

    private void SendExtended(byte payloadType, ushort sequence, uint timestamp, uint ssrc, byte element, byte first, byte second, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + RtpPacket.ExtensionLength];
        RtpPacket.WriteHeader(header, payloadType, true, sequence, timestamp, ssrc);
        header[0] |= 0x10;
        ReadOnlySpan<byte> extension = [0xBE, 0xDE, 0, 1, element, first, second, 0];
        extension.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        Publishing.SendRtp(header, payload);
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
