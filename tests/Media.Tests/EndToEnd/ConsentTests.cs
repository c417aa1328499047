using Microsoft.Extensions.Time.Testing;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class ConsentTests : RoomTest
{
    private readonly FakeTimeProvider _clock;

    public ConsentTests()
        : this(new())
    {
    }

    private ConsentTests(FakeTimeProvider clock)
        : base(clock) => _clock = clock;

    [Fact]
    public async Task Who_no_longer_checks_is_no_longer_sent_anything_and_an_ice_restart_brings_it_back()
    {
        var ada = await PublisherAsync("ada");
        var bob = Track(new Participant(Server.Open("room", "bob")) { Receiving = new() { ChecksConsent = false } });
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);

        await PassWithoutBobAsync(ada);
        Drain(bob.Receiving.Rtp);
        ada.SendAudio("unwanted");
        await ada.Publishing.CheckAsync(Ct);
        Assert.Equal(1, await OnWorkerAsync(() => Server.Workers[0].Demultiplexer.Sessions));
        Assert.False(bob.Receiving.Rtp.TryRead(out _));

        var ignored = Ok(await bob.Peer.SubscribeAsync([new("ada", MediaSource.Microphone)], Ct)).Offer!;
        await PassWithoutBobAsync(ada);
        var restart = Ok(await bob.Peer.SubscribeAsync([new("ada", MediaSource.Microphone), new("ada", MediaSource.Camera)], Ct)).Offer!;
        bob.Receiving.Attach(restart.Sdp);
        Ok(await bob.Peer.AnswerAsync(new(restart.Revision, ClientSdp.Answer(bob.Receiving, restart.Sdp)), Ct));
        await bob.Receiving.CheckAsync(Ct);
        await UntilReceivedAsync(() => ada.SendAudio("back"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("back"u8));
        Assert.NotEqual(ignored.Revision, restart.Revision);
    }

    private async Task PassWithoutBobAsync(Participant ada)
    {
        for (var seconds = 0; seconds < 40; seconds += 2)
        {
            await ada.Publishing.CheckAsync(Ct);
            _clock.Advance(TimeSpan.FromSeconds(2));
            await OnWorkerAsync(() => 0);
        }
    }
}
