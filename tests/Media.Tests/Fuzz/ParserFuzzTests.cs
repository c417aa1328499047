using System.Text;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Ice;
using StudyHub.Media.Network;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Tests.Fuzz;

/// <summary>Damaged messages of strangers: understood or refused, within a bounded time and a bounded allocation.</summary>
public sealed class ParserFuzzTests
{
    private const int Rounds = 40_000;

    private static readonly string[] s_descriptions = ["chromium-offer", "firefox-offer", "chromium-answer", "firefox-answer"];

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public void Stun(int seed)
    {
        var checks = new List<byte[]>();
        var buffer = new byte[StunWriter.LongestMessage];
        foreach (var name in new[] { "abcd:efgh", new string('x', 40) + ":y", "" })
        {
            var length = StunWriter.BindingRequest(buffer, new byte[StunMessage.TransactionLength], Encoding.ASCII.GetBytes(name), "a password"u8, useCandidate: true);
            checks.Add(buffer[..length]);
        }

        AllocatesNothing(seed, checks, bytes =>
        {
            if (StunMessage.TryRead(bytes, out var message))
            {
                message.IsAuthentic("a password"u8);
                UfragKey.TryRead(message.Username, out _);
                _ = message.Transaction.Length + (int)message.Type;
            }
        });
    }

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public void Rtp(int seed)
    {
        byte[] plain = [0x80, 96, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0x90, 0xE0, 0x80, 1, 2, 0x20, 0x10, 0, 0, 0x9D, 1, 0x2A, 0, 1, 0, 1];
        byte[] extended = [0xB1, 0xE0, 0x12, 0x34, 0, 0, 0, 5, 0, 0, 0, 9, 1, 2, 3, 4, 0xBE, 0xDE, 0, 2, 0x10, 7, 0, 0x41, (byte)'4', (byte)'2', 0, 0, .. "data"u8, 0, 0, 3];
        byte[] long_ = [0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 2, 4, 1, (byte)'a', 5, 3, 1, 2, 3, 0x7C, 0x85, 0x88, 0x84];
        var codecs = Enum.GetValues<Codec>();

        AllocatesNothing(seed, [plain, extended, long_], bytes =>
        {
            if (RtpPacket.TryReadHeader(bytes, out var header))
            {
                _ = header.HeaderLength;
            }

            if (!RtpPacket.TryRead(bytes, out var packet))
            {
                return;
            }

            for (var id = 0; id < 20; id++)
            {
                packet.TryGetExtension(id, out _);
            }

            foreach (var codec in codecs)
            {
                PayloadInfo.Read(codec, packet.Payload);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public void Rtcp(int seed)
    {
        var buffer = new byte[400];
        var length = RtcpWriter.SenderReport(buffer, 1, 2, 3, 4, 5);
        length += RtcpWriter.ReceiverReport(buffer.AsSpan(length), 1, [new(9, 1, -1, 3, 4, 5, 6), new(10, 1, 1, 3, 4, 5, 6)]);
        length += RtcpWriter.Pli(buffer.AsSpan(length), 1, 7);
        length += RtcpWriter.Nack(buffer.AsSpan(length), 1, 2, [1, 2, 3, 40, 65535]);
        var compound = buffer[..length];
        byte[] wide = [0x8F, 205, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 0xFF, 0xF0, 0, 20, 0, 1, 2, 3, 0x20, 7, 0xB5, 0x5A, 4, 4, 4, 4, 4, 4, 4, 0];
        byte[] fir = [0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 1, 0, 0, 0];

        AllocatesNothing(seed, [compound, wide, fir], bytes =>
        {
            var reader = new RtcpReader(bytes);
            var packets = 0;
            while (reader.TryNext(out var packet))
            {
                packets++;
                _ = packet.SenderSsrc;
                _ = packet.IsSenderReport && packet.NtpTimestamp + packet.RtpTimestamp == 0;
                _ = packet.IsKeyFrameRequest && packet.MediaSsrc == 0;
                for (var i = 0; packet.IsNack && i < packet.NackCount; i++)
                {
                    packet.Nack(i);
                }

                if (packet.IsTransportWide && TransportFeedback.TryRead(packet.Bytes, out var feedback))
                {
                    var told = 0;
                    while (feedback.TryNext(out _, out _, out _))
                    {
                        told++;
                    }

                    Assert.True(told <= SendHistory.Capacity);
                }
            }

            Assert.True(packets <= bytes.Length / RtcpPacket.ShortestLength);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public void Frames_of_a_stream(int seed)
    {
        byte[] packets = [0, 3, 1, 2, 3, 0, 0, 0, 1, 9, 5, 0xDC, .. new byte[1500]];

        AllocatesNothing(seed, [packets, [0xFF, 0xFF, 1], [0, 1, 7, 0, 2, 8, 8]], bytes =>
        {
            var rest = bytes.AsSpan();
            var taken = 0;
            while (!StreamFrames.IsTooLong(rest) && StreamFrames.TryTake(ref rest, out var packet))
            {
                taken += StreamFrames.Prefix + packet.Length;
            }

            Assert.True(bytes.Length == taken + rest.Length);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public void Descriptions(int seed)
    {
        const int Rounds = 3_000, MostBytesPerCharacter = 100;
        PublishedTrack[] tracks = [new("0", MediaSource.Microphone), new("1", MediaSource.Camera)];
        var local = new LocalTransport(7, 1, new IceCredentials(), "AA", "passive", [new(System.Net.IPAddress.Loopback, 4000)]);
        byte[][] real = [.. s_descriptions.Select(Fixture)];
        var fuzzer = new Fuzzer(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Encoding.Latin1.GetString(fuzzer.Damage(real));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (PublishDescription.Read(new(text, tracks)).IsOk(out var description, out var error))
            {
                Assert.True(SdpSession.Parse(description.Answer(local)).IsOk(out _, out _), text);
            }
            else
            {
                Assert.Equal("media.sdp_invalid", error.Code);
            }

            SubscribeDescription.ReadAnswer(text);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 + (MostBytesPerCharacter * text.Length));
        }
    }

    [Fact]
    public void The_largest_description_costs_little_more_than_its_size()
    {
        var attributes = string.Concat(Enumerable.Range(0, 100).Select(i => $"a=rtpmap:{i} VP8/90000\na=fmtp:{i} apt={i}\na=extmap:{(i % 14) + 1} urn:x\n"));
        var media = $"m=video 9 UDP/TLS/RTP/SAVPF {string.Join(' ', Enumerable.Range(0, 100))}\n{attributes}";
        var text = new StringBuilder("v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n");
        for (var mid = 0; text.Length + media.Length + 20 < SdpSession.Longest; mid++)
        {
            text.Append(media).Append("a=mid:").Append(mid).Append('\n');
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        PublishDescription.Read(new(text.ToString(), [new("0", MediaSource.Camera), new("1", MediaSource.Screen)]));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L * SdpSession.Longest);
    }

    /// <summary>Reads damaged messages, and then compares what the reading thread has allocated for them all: next to nothing.</summary>
    private static void AllocatesNothing(int seed, IReadOnlyList<byte[]> messages, Action<byte[]> read)
    {
        var fuzzer = new Fuzzer(seed);
        foreach (var message in messages)
        {
            read(message);
        }

        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = fuzzer.Damage(messages);
            var before = GC.GetAllocatedBytesForCurrentThread();
            read(damaged);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.InRange(allocated, 0, 64 * 1024);
    }

    private static byte[] Fixture(string name)
    {
        using var stream = typeof(ParserFuzzTests).Assembly.GetManifestResourceStream(name + ".sdp") ?? throw new InvalidOperationException(name);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
