using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StudyHub.Media.Rtp;
using StudyHub.Media.Tests.Client;
using StudyHub.Media.Tests.Fuzz;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>Somebody who has a seat and the keys, and sends what no browser sends.</summary>
public sealed class HostileMemberTests : RoomTest
{
    private const int Rounds = 4_000;
    private const int MostBytesEach = 4 * 1024; // on the worker's thread; what is kept for a new stream is bounded besides

    private readonly Failures _failures;

    public HostileMemberTests()
        : this(new Failures())
    {
    }

    private HostileMemberTests(Failures failures)
        : base(logger: failures) => _failures = failures;

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public async Task Encrypted_rubbish_neither_fails_nor_stops_the_others(int seed)
    {
        var mallory = await PublisherAsync("mallory");
        var ada = await PublisherAsync("ada");
        await mallory.WatchAsync("ada", Ct);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, [.. Everything("ada"), .. Everything("mallory")]);
        var packet = await UntilReceivedAsync(() => ada.SendAudio("hello"), mallory.Receiving.Rtp);
        var fuzzer = new Fuzzer(seed);
        byte[][] rtp = [.. RtpOf(mallory)];
        byte[][] rtcp = [.. RtcpAbout(packet.Ssrc), .. RtcpAbout(mallory.VideoSsrc)];
        var before = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);

        for (var round = 0; round < Rounds; round++)
        {
            var damaged = fuzzer.Damage(rtp);
            if (RtpPacket.TryReadHeader(damaged, out var header))
            {
                mallory.Publishing.SendRtp(damaged.AsSpan(0, header.HeaderLength), damaged.AsSpan(header.HeaderLength));
            }

            damaged = fuzzer.Damage(rtcp);
            if (damaged.Length is >= RtcpPacket.ShortestLength and < 1200 && damaged[0] >> 6 == 2 && damaged[1] is >= 192 and <= 223)
            {
                (fuzzer.Next(2) == 0 ? mallory.Publishing : mallory.Receiving).SendRtcp(damaged);
            }

            if (round % 64 == 0)
            {
                await OnWorkerAsync(() => 0); // so that the port's buffer is not what is tested
            }
        }

        var allocated = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread) - before;
        await UntilReceivedAsync(() => ada.SendAudio("unharmed"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("unharmed"u8));
        Assert.InRange(allocated, 0, (long)Rounds * MostBytesEach);
        Assert.Empty(_failures.All);
    }

    private static IEnumerable<TrackWanted> Everything(string seat) =>
        [new(seat, MediaSource.Microphone), new(seat, MediaSource.Camera, 640, 360), new(seat, MediaSource.Screen, 640, 360)];

    private static IEnumerable<byte[]> RtpOf(Participant of)
    {
        foreach (var (type, ssrc) in new[] { (ClientSdp.Opus, of.AudioSsrc), (ClientSdp.Vp8, of.VideoSsrc), (ClientSdp.Rtx, of.RtxSsrc) })
        {
            var header = new byte[RtpPacket.FixedHeaderLength];
            RtpPacket.WriteHeader(header, type, true, 7, 3000, ssrc);
            yield return [.. header, 0x90, 0xE0, 0x80, 1, 2, 0x20, 0x10, 0, 0, 0x9D, 1, 0x2A, 0x40, 1, 0xB4, 0];
            header[0] |= 0x10;
            yield return [.. header, 0xBE, 0xDE, 0, 2, ClientSdp.MidExtension << 4, (byte)'v', (ClientSdp.RidExtension << 4) | 1, (byte)'h', (byte)'i', 0, 0, 0, 0x10, 0, 1, 2];
        }
    }

    private static IEnumerable<byte[]> RtcpAbout(uint ssrc)
    {
        var buffer = new byte[400];
        yield return buffer[..RtcpWriter.SenderReport(buffer, ssrc, ulong.MaxValue, 3, 4, 5)];
        yield return buffer[..RtcpWriter.ReceiverReport(buffer, 1, [new(ssrc, 255, int.MaxValue, uint.MaxValue, 4, 5, 6)])];
        yield return buffer[..RtcpWriter.Pli(buffer, 1, ssrc)];
        yield return buffer[..RtcpWriter.Nack(buffer, 1, ssrc, [1, 2, 3, 40, 65535])];
        yield return [0x8F, 205, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2, 0xFF, 0xF0, 0, 20, 0, 1, 2, 3, 0x20, 7, 0xB5, 0x5A, 4, 4, 4, 4, 4, 4, 4, 0];
        yield return [0x84, 206, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0, (byte)(ssrc >> 24), (byte)(ssrc >> 16), (byte)(ssrc >> 8), (byte)ssrc, 1, 0, 0, 0];
        yield return [0x81, 203, 0, 1, (byte)(ssrc >> 24), (byte)(ssrc >> 16), (byte)(ssrc >> 8), (byte)ssrc]; // goodbye
    }

    /// <summary>What the server calls a failure of its own: an exception that a packet has caused.</summary>
    private sealed class Failures : ILogger<MediaServer>
    {
        public ConcurrentQueue<string> All { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
            {
                All.Enqueue($"{exception}");
            }
        }
    }
}
