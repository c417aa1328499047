using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>Much from those who may do nothing.</summary>
public sealed class FloodTests : RoomTest
{
    private readonly FakeTimeProvider _clock;

    public FloodTests()
        : this(new())
    {
    }

    private FloodTests(FakeTimeProvider clock)
        : base(clock) => _clock = clock;

    [Fact]
    public async Task Strangers_grow_no_table_and_take_no_memory_and_media_goes_on()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("before"), bob.Receiving.Rtp);
        var strangers = Enumerable.Range(0, 20).Select(_ => Wire.Udp(IPAddress.Loopback)).ToList();
        foreach (var stranger in strangers)
        {
            await stranger.ConnectAsync(Server.Announced[0], Ct);
        }

        var forged = new byte[StunWriter.LongestMessage];
        var length = StunWriter.BindingRequest(
            forged, new byte[12], Encoding.ASCII.GetBytes($"{ada.Publishing.Remote.Ufrag}:x"), "not the password........"u8, useCandidate: true);
        byte[] hello = [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 1, .. new byte[9]];
        byte[] media = [0x80, 111, .. new byte[60]];
        async Task FloodAsync()
        {
            for (var round = 0; round < 50; round++)
            {
                foreach (var stranger in strangers)
                {
                    stranger.Send(forged.AsSpan(0, length));
                    stranger.Send(forged.AsSpan(0, length - 9));
                    stranger.Send(hello);
                    stranger.Send(media);
                }

                Drain(bob.Receiving.Rtp);
                await UntilReceivedAsync(() => ada.SendAudio("goes on"), bob.Receiving.Rtp);
            }
        }

        await FloodAsync();
        var before = await OnWorkerAsync(State);
        await FloodAsync();
        var after = await OnWorkerAsync(State);

        Assert.Equal((2, 2, 0), after.Tables);
        Assert.True(after.Allocated - before.Allocated < 4000, $"{after.Allocated - before.Allocated} bytes");
        strangers.ForEach(stranger => stranger.Dispose());
    }

    [Fact]
    public async Task Handshakes_that_were_begun_and_left_keep_nobody_out()
    {
        byte[] firstPiece = [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13, 1, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 1, 0]; // of a ClientHello
        for (var i = 0; i < HandshakeGate.MostPerAddress; i++)
        {
            var idle = Enter($"idle {i}");
            idle.Publishing.Attach(await idle.NegotiatePublishingAsync(Ct));
            await idle.Publishing.CheckAsync(Ct);
            idle.Publishing.SendRaw(firstPiece);
        }

        while (await OnWorkerAsync(() => Server.Workers[0].Handshakes.Running) < HandshakeGate.MostPerAddress)
        {
            await Task.Delay(5, Ct);
        }

        var ada = PublisherAsync("ada");
        while (!ada.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(ada, Task.Delay(50, Ct));
        }

        await ada;
    }

    private ((int Paths, int Sessions, int Handshakes) Tables, long Allocated) State()
    {
        var worker = Server.Workers[0];
        return ((worker.Demultiplexer.Paths, worker.Demultiplexer.Sessions, worker.Handshakes.Running), GC.GetAllocatedBytesForCurrentThread());
    }
}
