using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Media.Network;
using StudyHub.Media.Rtp;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>Where UDP does not get through.</summary>
public sealed class TcpTests : RoomTest
{
    private readonly FakeTimeProvider _clock;

    public TcpTests()
        : this(new())
    {
    }

    private TcpTests(FakeTimeProvider clock)
        : base(clock) => _clock = clock;

    private TcpPort Tcp => Server.Workers[0].Tcp;

    [Fact]
    public async Task Two_people_see_and_hear_each_other_over_TCP()
    {
        var ada = await PublisherAsync(OverTcp("ada"));
        var bob = await PublisherAsync(OverTcp("bob"));
        await ada.WatchAsync("bob", Ct);
        await bob.WatchAsync("ada", Ct);

        var heard = await UntilReceivedAsync(() => ada.SendAudio("ada speaks"), bob.Receiving.Rtp, p => p.PayloadType == 111);
        var seen = await UntilReceivedAsync(() => bob.SendVideo(true, "bob waves"), ada.Receiving.Rtp, p => p.PayloadType == 96);

        Assert.Equal("ada speaks", Encoding.UTF8.GetString(heard.Payload));
        Assert.Equal(VideoPayload(true, "bob waves"), seen.Payload);
        Assert.Equal(4, await OnWorkerAsync(() => Tcp.Count));
    }

    [Fact]
    public async Task A_seat_that_closes_closes_its_connections()
    {
        var ada = await PublisherAsync(OverTcp("ada"));

        await ada.Peer.DisposeAsync();
        await ada.Publishing.WaitForCloseNotifyAsync(Ct);

        Assert.Equal((0, 0), await OnWorkerAsync(() => (Tcp.Count, Server.Workers[0].Demultiplexer.Paths)));
    }

    [Fact]
    public async Task Who_shows_no_authenticated_check_is_closed_after_a_while()
    {
        using var silent = await ConnectAsync();
        var ada = await PublisherAsync(OverTcp("ada"));
        await UntilCountIsAsync(2);

        _clock.Advance(TimeSpan.FromMilliseconds(TcpConnection.ProofMillis + 1000));

        Assert.Equal(0, await silent.ReceiveAsync(new byte[1], SocketFlags.None, Ct));
        await UntilCountIsAsync(1);
        Assert.NotNull(ada);
    }

    [Fact]
    public async Task One_address_holds_few_connections_and_those_who_are_known_already_stay()
    {
        var ada = await PublisherAsync(OverTcp("ada"));
        var strangers = new List<Socket>();
        for (var i = 0; i < TcpPort.MostUnprovenPerAddress + 20; i++)
        {
            strangers.Add(await ConnectAsync());
        }

        await Task.WhenAll(strangers.TakeLast(20).Select(async refused => Assert.Equal(0, await TryReceiveAsync(refused))));
        await UntilCountIsAsync(TcpPort.MostUnprovenPerAddress + 1);
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct); // over UDP
        await UntilReceivedAsync(() => ada.SendAudio("still here"), bob.Receiving.Rtp);

        strangers.ForEach(stranger => stranger.Dispose());
        await UntilCountIsAsync(1);
    }

    [Fact]
    public async Task Random_bytes_on_a_connection_harm_nobody()
    {
        var ada = await PublisherAsync(OverTcp("ada"));
        var bob = Enter(OverTcp("bob"));
        await bob.WatchAsync("ada", Ct);
        using var framed = await ConnectAsync();

        Gen.Byte.Array[0, 300].Sample(
            bytes =>
            {
                Wire.Send(framed, bytes);
                ada.Publishing.SendRaw(bytes);
            },
            iter: 2000,
            threads: 1);
        Gen.Byte.Array[1, 5000].Array[1, 5].Sample(
            pieces =>
            {
                using var raw = Wire.Tcp(IPAddress.Loopback);
                raw.Connect(Server.Announced[0]);
                try
                {
                    foreach (var piece in pieces)
                    {
                        raw.Send(piece);
                    }
                }
                catch (SocketException)
                {
                    // closed: a length was beyond all that is sent
                }
            },
            iter: 200,
            threads: 1);

        await UntilReceivedAsync(() => ada.SendAudio("unharmed"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("unharmed"u8));
        framed.Dispose();
        await UntilCountIsAsync(2);
    }

    [Fact]
    public async Task A_packet_that_is_too_long_ends_its_connection()
    {
        using var stranger = await ConnectAsync();

        await stranger.SendAsync((byte[])[0xFF, 0xFF], Ct);

        Assert.Equal(0, await TryReceiveAsync(stranger));
    }

    [Fact]
    public async Task A_slow_reader_misses_packets_and_delays_nobody_and_is_closed_when_nothing_moves()
    {
        var ada = await PublisherAsync("ada");
        var slow = Enter(OverTcp("slow"));
        var bob = Enter("bob");
        await slow.WatchAsync("ada", Ct);
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), slow.Receiving.Rtp);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);
        slow.Receiving.StopReading();

        var sound = new string('~', 1100);
        while (await OnWorkerAsync(() => Server.Workers[0].Counters.StreamPacketsDropped) == 0)
        {
            ada.SendAudio(sound);
        }

        await UntilReceivedAsync(() => ada.SendAudio("in time"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("in time"u8));
        for (var waited = 0; await OnWorkerAsync(() => Tcp.Count) > 0; waited++)
        {
            Assert.True(waited < 100);
            _clock.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    [Fact]
    public async Task Media_follows_authentic_traffic_from_UDP_to_TCP_and_back_when_the_connection_ends()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);
        using var stream = await ConnectAsync();
        var buffer = new byte[2048];
        bob.Receiving.SendCheck(new byte[12], via: stream);
        await Wire.ReceiveAsync(stream, buffer, Ct); // the response: the path is known

        var report = new byte[8];
        bob.Receiving.SendRtcp(report.AsSpan(0, RtcpWriter.ReceiverReport(report, 1, [])), via: stream);
        while (stream.Available == 0)
        {
            ada.SendAudio("over the connection");
            await OnWorkerAsync(() => 0);
        }

        await Wire.ReceiveAsync(stream, buffer, Ct);
        Assert.Equal(2, buffer[0] >> 6); // RTP

        stream.Dispose();
        await UntilCountIsAsync(0);
        await UntilReceivedAsync(() => ada.SendAudio("back"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("back"u8));
    }

    private Participant Enter(Func<MediaServer, Participant> participant) => Track(participant(Server));

    private async Task<Participant> PublisherAsync(Func<MediaServer, Participant> participant)
    {
        var entered = Enter(participant);
        await entered.Peer.AllowAsync(MediaSources.Microphone | MediaSources.Camera, Ct);
        await entered.PublishAsync(Ct);
        return entered;
    }

    private static Func<MediaServer, Participant> OverTcp(string seat) => server => new(server.Open("room", seat))
    {
        Publishing = new(Wire.Tcp(IPAddress.Loopback)),
        Receiving = new(Wire.Tcp(IPAddress.Loopback)),
    };

    private async Task<Socket> ConnectAsync()
    {
        var socket = Wire.Tcp(IPAddress.Loopback);
        await socket.ConnectAsync(Server.Announced[0], Ct);
        return socket;
    }

    private async Task<int> TryReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1], SocketFlags.None, Ct);
        }
        catch (SocketException)
        {
            return 0; // reset
        }
    }

    private async Task UntilCountIsAsync(int count)
    {
        while (await OnWorkerAsync(() => Tcp.Count) != count)
        {
            await Task.Delay(5, Ct);
        }
    }
}
