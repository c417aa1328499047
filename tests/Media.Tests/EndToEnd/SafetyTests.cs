using System.Net;
using System.Net.Sockets;
using CsCheck;
using StudyHub.Media.Ice;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class SafetyTests : RoomTest
{
    [Fact]
    public async Task A_certificate_other_than_the_description_named_is_not_served()
    {
        var mallory = Enter("mallory");
        await mallory.Publishing.DisposeAsync();
        mallory.Publishing = new() { ClaimedFingerprint = string.Join(':', Enumerable.Repeat("AB", 32)) };
        await mallory.Peer.AllowAsync(MediaSources.Microphone, Ct);
        await mallory.PublishAsync(Ct);

        await mallory.Publishing.WaitForCloseNotifyAsync(Ct);

        Assert.Equal((0, 0), await OnWorkerAsync(() => (Server.Workers[0].Demultiplexer.Sessions, Server.Workers[0].Demultiplexer.Paths)));
    }

    [Fact]
    public async Task A_handshake_from_an_unchecked_address_is_ignored()
    {
        var ada = Enter("ada");
        ada.Publishing.Attach(await ada.NegotiatePublishingAsync(Ct));
        var handshake = ada.Publishing.HandshakeAsync(Ct); // no check before

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(0, await OnWorkerAsync(() => Server.Workers[0].Handshakes.Running));
            await Task.WhenAny(handshake, Task.Delay(20, Ct));
        }

        Assert.False(handshake.IsCompleted);
        await ada.Publishing.CheckAsync(Ct);
        await handshake;
    }

    [Fact]
    public async Task A_check_with_a_wrong_password_opens_nothing()
    {
        var ada = Enter("ada");
        ada.Publishing.Attach(await ada.NegotiatePublishingAsync(Ct));
        ada.Publishing.Remote = (ada.Publishing.Remote.Ufrag, new string('x', 24));
        for (var i = 0; i < 5; i++)
        {
            ada.Publishing.SendCheck(new byte[12]);
        }

        await FenceAsync();
        Assert.Equal(0, await OnWorkerAsync(() => Server.Workers[0].Demultiplexer.Paths));
    }

    [Fact]
    public async Task Random_bytes_on_the_port_change_nothing()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await stranger.ConnectAsync(Server.Announced[0], Ct);

        Gen.Byte.Array[1, 300].Sample(
            bytes =>
            {
                stranger.Send(bytes); // from an unknown address
                ada.Publishing.SendRaw(bytes); // from a known one
            },
            iter: 5000,
            threads: 1);
        await UntilReceivedAsync(() => ada.SendAudio("still here"), bob.Receiving.Rtp);

        Assert.Equal(2, Server.Peers);
    }

    [Fact]
    public async Task Random_dtls_in_the_middle_of_a_handshake_does_not_stop_others()
    {
        var mallory = Enter("mallory");
        mallory.Publishing.Attach(await mallory.NegotiatePublishingAsync(Ct));
        await mallory.Publishing.CheckAsync(Ct);
        byte[] helloHeader = [22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0];
        Gen.Select(Gen.Byte[20, 63], Gen.Byte.Array[0, 200]).Sample(
            (type, body) =>
            {
                byte[] hello = [.. helloHeader, 0, (byte)(body.Length + 1), 1, .. body];
                mallory.Publishing.SendRaw(hello);
                mallory.Publishing.SendRaw([type, .. hello.AsSpan(1)]);
            },
            iter: 500,
            threads: 1);

        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("unharmed"), bob.Receiving.Rtp);
    }

    [Fact]
    public async Task Closing_a_seat_says_goodbye_and_frees_everything()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);

        await ada.Peer.DisposeAsync();
        Drain(bob.Receiving.Rtp);
        ada.SendAudio("nobody hears this");
        await ada.Publishing.WaitForCloseNotifyAsync(Ct);
        await bob.Peer.DisposeAsync();

        Assert.False(bob.Receiving.Rtp.TryRead(out _));
        Assert.Equal((0, 0), await OnWorkerAsync(() => (Server.Workers[0].Demultiplexer.Sessions, Server.Workers[0].Demultiplexer.Paths)));
    }

    [Fact]
    public async Task A_connection_that_says_goodbye_is_let_go()
    {
        var ada = await PublisherAsync("ada");

        ada.Publishing.SendCloseNotify();

        while (await OnWorkerAsync(() => Server.Workers[0].Demultiplexer.Sessions) != 0)
        {
            await Task.Delay(5, Ct);
        }
    }

    [Fact]
    public async Task Media_follows_a_receiver_that_changes_its_address_only_after_an_authenticated_check()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);
        using var thief = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await thief.ConnectAsync(Server.Announced[0], Ct);

        var check = new byte[StunWriter.LongestMessage];
        var length = StunWriter.BindingRequest(
            check, new byte[12], System.Text.Encoding.ASCII.GetBytes($"{bob.Receiving.Remote.Ufrag}:x"), "a wrong password........"u8, true);
        await thief.SendAsync(check.AsMemory(0, length), Ct);
        await UntilReceivedAsync(() => ada.SendAudio("y"), bob.Receiving.Rtp, p => p.Payload is [(byte)'y']);

        Assert.Equal(0, thief.Available);
    }

    [Fact]
    public async Task A_check_from_an_address_in_use_does_not_take_it_over()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("before"), bob.Receiving.Rtp);
        var mallory = Enter("mallory");
        mallory.Publishing.Attach(await mallory.NegotiatePublishingAsync(Ct));

        mallory.Publishing.SendCheck(new byte[12], via: ada.Publishing.Socket); // as if the source address were forged
        Drain(bob.Receiving.Rtp);
        ada.SendAudio("after");
        var heard = await bob.Receiving.Rtp.ReadAsync(Ct);

        Assert.Equal("after"u8, heard.Payload);
    }

    [Fact]
    public async Task Media_goes_where_authentic_traffic_last_came_from_and_a_nomination_alone_moves_nothing()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await second.ConnectAsync(Server.Announced[0], Ct);
        var buffer = new byte[2048];

        bob.Receiving.SendCheck(new byte[12], via: second);
        await second.ReceiveAsync(buffer, Ct); // the response has come, so the path is known
        await UntilReceivedAsync(() => ada.SendAudio("still on the first"), bob.Receiving.Rtp);
        Assert.Equal(0, second.Available);

        var report = new byte[8];
        bob.Receiving.SendRtcp(report.AsSpan(0, Media.Rtp.RtcpWriter.ReceiverReport(report, 1, [])), via: second);
        while (second.Available == 0)
        {
            ada.SendAudio("on the second");
            await OnWorkerAsync(() => 0);
        }

        await second.ReceiveAsync(buffer, Ct);
        Assert.Equal(2, buffer[0] >> 6); // RTP
    }

    private async Task FenceAsync()
    {
        var fence = await PublisherAsync("fence");
        await fence.Peer.DisposeAsync();
    }
}
