using StudyHub.Kernel;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class NegotiationTests : RoomTest
{
    private static readonly TrackWanted AdasCamera = new("ada", MediaSource.Camera);
    private static readonly TrackWanted BobsCamera = new("bob", MediaSource.Camera);

    [Fact]
    public async Task What_nobody_publishes_needs_no_offer()
    {
        var ada = Enter("ada");

        Assert.Null(Ok(await ada.Peer.SubscribeAsync([BobsCamera, new("nobody", MediaSource.Microphone)], Ct)).Offer);
        Assert.Null(Ok(await ada.Peer.SubscribeAsync([], Ct)).Offer);
    }

    [Fact]
    public async Task The_same_declaration_gets_the_same_offer_until_it_is_answered_and_none_afterwards()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");

        var first = Ok(await bob.Peer.SubscribeAsync([AdasCamera], Ct)).Offer!;
        var second = Ok(await bob.Peer.SubscribeAsync([AdasCamera], Ct)).Offer!;
        Assert.Equal((first.Revision, first.Sdp), (second.Revision, second.Sdp));
        Assert.Equal(first.Tracks, second.Tracks);

        Ok(await bob.Peer.AnswerAsync(new(first.Revision, ClientSdp.Answer(bob.Receiving, first.Sdp)), Ct));
        Assert.Null(Ok(await bob.Peer.SubscribeAsync([AdasCamera], Ct)).Offer);
        Assert.Equal("ada", ada.Peer.Seat);
    }

    [Fact]
    public async Task A_newer_offer_supersedes_an_unanswered_one()
    {
        await PublisherAsync("ada");
        var bob = await PublisherAsync("bob");
        var cleo = Enter("cleo");

        var first = Ok(await cleo.Peer.SubscribeAsync([AdasCamera], Ct)).Offer!;
        var second = Ok(await cleo.Peer.SubscribeAsync([AdasCamera, BobsCamera], Ct)).Offer!;
        var stale = await cleo.Peer.AnswerAsync(new(first.Revision, ClientSdp.Answer(cleo.Receiving, first.Sdp)), Ct);
        Ok(await cleo.Peer.AnswerAsync(new(second.Revision, ClientSdp.Answer(cleo.Receiving, second.Sdp)), Ct));
        var twice = await cleo.Peer.AnswerAsync(new(second.Revision, ClientSdp.Answer(cleo.Receiving, second.Sdp)), Ct);

        Assert.True(second.Revision > first.Revision);
        Assert.Equal("media.revision_stale", stale.Error?.Code);
        Assert.Equal(ErrorKind.Conflict, twice.Error?.Kind);
        Assert.Equal(2, second.Tracks.Count);
        Assert.Equal("bob", bob.Peer.Seat);
    }

    [Fact]
    public async Task An_m_line_that_lost_its_track_turns_inactive_and_carries_the_next_of_its_kind()
    {
        var ada = await PublisherAsync("ada");
        var bob = await PublisherAsync("bob");
        var cleo = Enter("cleo");
        var offered = await cleo.SubscribeAsync(Ct, AdasCamera);
        await UntilReceivedAsync(() => ada.SendVideo(true, "ada"), cleo.Receiving.Rtp);

        await ada.Peer.DisposeAsync();
        var left = await cleo.SubscribeAsync(Ct, AdasCamera);
        var reused = await cleo.SubscribeAsync(Ct, BobsCamera);
        var seen = await UntilReceivedAsync(() => bob.SendVideo(true, "bob"), cleo.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("bob"u8));

        Assert.Equal(new OfferedTrack("0", "ada", MediaSource.Camera), Assert.Single(offered!));
        Assert.Empty(left!);
        Assert.Equal(new OfferedTrack("0", "bob", MediaSource.Camera), Assert.Single(reused!));
        Assert.Equal(96, seen.PayloadType);
    }

    [Fact]
    public async Task A_reloaded_publisher_is_seen_again_after_a_new_declaration()
    {
        await PublisherAsync("ada");
        var cleo = Enter("cleo");
        await cleo.SubscribeAsync(Ct, AdasCamera);

        var again = await PublisherAsync("ada"); // the former side of the seat is not disposed yet
        var offered = await cleo.SubscribeAsync(Ct, AdasCamera);
        await UntilReceivedAsync(() => again.SendVideo(true, "back"), cleo.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("back"u8));

        Assert.Equal("1", Assert.Single(offered!).Mid); // "0" may not be reused before the browser knows that it is free
        Assert.Equal(2, Server.Peers);
    }

    [Fact]
    public async Task A_refused_m_line_is_left_alone()
    {
        await PublisherAsync("ada");
        var cleo = Enter("cleo");
        var offer = Ok(await cleo.Peer.SubscribeAsync([AdasCamera], Ct)).Offer!;
        Ok(await cleo.Peer.AnswerAsync(new(offer.Revision, ClientSdp.Answer(cleo.Receiving, offer.Sdp, "0")), Ct));

        var next = Ok(await cleo.Peer.SubscribeAsync([AdasCamera], Ct)).Offer!;

        Assert.Equal("1", Assert.Single(next.Tracks).Mid);
    }

    [Fact]
    public async Task Too_many_wanted_tracks_are_refused()
    {
        var ada = Enter("ada");
        var wanted = Enumerable.Range(0, 65).Select(i => new TrackWanted($"seat {i}", MediaSource.Camera)).ToList();

        Assert.Equal("media.too_many_tracks", (await ada.Peer.SubscribeAsync(wanted, Ct)).Error?.Code);
        Assert.Null((await ada.Peer.SubscribeAsync(wanted[1..], Ct)).Error);
    }

    [Fact]
    public async Task A_closed_seat_says_so_and_closing_twice_is_fine()
    {
        var ada = Enter("ada");
        await ada.Peer.DisposeAsync();
        await ada.Peer.DisposeAsync();

        Assert.Equal("media.seat_closed", (await ada.Peer.SubscribeAsync([], Ct)).Error?.Code);
        Assert.Equal(0, Server.Peers);
    }

    [Fact]
    public async Task Negotiating_again_keeps_the_connection()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);

        await ada.NegotiatePublishingAsync(Ct);
        await UntilReceivedAsync(() => ada.SendAudio("still here"), bob.Receiving.Rtp);

        Assert.Null(await bob.WatchAsync("ada", Ct));
    }

    [Fact]
    public async Task An_ice_restart_gets_new_credentials_and_keeps_the_keys()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var former = ada.Publishing.Remote;

        ada.Publishing.Ufrag = "restarted";
        ada.Publishing.Attach(await ada.NegotiatePublishingAsync(Ct));
        await ada.Publishing.CheckAsync(Ct);
        await UntilReceivedAsync(() => ada.SendAudio("after"), bob.Receiving.Rtp);

        Assert.NotEqual(former, ada.Publishing.Remote);
    }

    [Fact]
    public async Task A_receiver_that_closed_its_connection_gets_a_new_one()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);

        bob.Receiving.SendCloseNotify();
        while (await OnWorkerAsync(() => Server.Workers[0].Demultiplexer.Sessions) != 1)
        {
            await Task.Delay(5, Ct);
        }

        await bob.Receiving.DisposeAsync();
        bob.Receiving = new();
        var offered = await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("y"), bob.Receiving.Rtp);

        Assert.Equal(["0", "1"], offered!.Select(track => track.Mid));
    }

    [Fact]
    public async Task Ten_people_who_come_at_once_all_hear_each_other()
    {
        const int people = 10;
        var everyone = await Task.WhenAll(Enumerable.Range(0, people).Select(i => PublisherAsync($"seat {i}")));
        TrackWanted[] All(Participant but) =>
            [.. everyone.Where(p => p != but).SelectMany(p => new TrackWanted[] { new(p.Peer.Seat, MediaSource.Microphone), new(p.Peer.Seat, MediaSource.Camera) })];
        await Task.WhenAll(everyone.Select(p => p.SubscribeAsync(Ct, All(p))));

        foreach (var (speaker, listeners) in everyone.Select(p => (p, everyone.Where(other => other != p))))
        {
            var text = $"I am {speaker.Peer.Seat}";
            await Task.WhenAll(listeners.Select(l => UntilReceivedAsync(
                () => speaker.SendAudio(text), l.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text)))));
        }
    }
}
