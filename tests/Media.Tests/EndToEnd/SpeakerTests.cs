using StudyHub.Media.Audio;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class SpeakerTests : RoomTest
{
    private const byte Loud = 20;
    private const byte Silent = 127;

    private readonly Observed _observed;

    public SpeakerTests()
        : this(new())
    {
    }

    private SpeakerTests(Observed observed)
        : base(observer: observed) => _observed = observed;

    [Fact]
    public async Task Who_speaks_is_told_and_a_forbidden_microphone_never_counts()
    {
        var ada = await PublisherAsync("ada");
        var bob = await PublisherAsync("bob");
        await bob.Peer.AllowAsync(MediaSources.Camera, Ct);

        await SpeakUntilAsync(() => _observed.Speakers.Contains("ada"), (ada, Loud), (bob, 0));
        await SpeakUntilAsync(() => _observed.Speakers is [.., null], (ada, Silent), (bob, 0));
        Assert.DoesNotContain("bob", _observed.Speakers);

        await bob.Peer.AllowAsync(MediaSources.Microphone, Ct);
        await SpeakUntilAsync(() => _observed.Speakers is [.., "bob"], (ada, Silent), (bob, Loud));
        await bob.Peer.AllowAsync(MediaSources.None, Ct);
        await SpeakUntilAsync(() => _observed.Speakers is [.., null], (bob, Loud));
    }

    [Fact]
    public async Task In_a_room_of_ten_only_five_speakers_arrive_and_their_streams_have_no_gaps()
    {
        var people = new List<Participant>();
        for (var i = 0; i < 9; i++)
        {
            people.Add(await PublisherAsync($"{i}"));
        }

        var viewer = Enter("viewer");
        var offered = await viewer.SubscribeAsync(Ct, [.. people.Select(person => new TrackWanted(person.Peer.Seat, MediaSource.Microphone))]);
        Assert.Equal(9, offered!.Count);
        var received = new List<ReceivedRtp>();
        async Task SpeakAsync(int speakers, int millis)
        {
            for (var passed = 0; passed < millis; passed += 20)
            {
                for (var i = 0; i < people.Count; i++)
                {
                    people[i].SendSound(i < speakers ? (byte)(Loud + i) : Silent);
                }

                await Task.Delay(20, Ct);
                while (viewer.Receiving.Rtp.TryRead(out var packet))
                {
                    received.Add(packet);
                }
            }
        }

        await SpeakAsync(9, 1_000);
        received.RemoveAll(_ => true);
        await SpeakAsync(9, 500);
        Assert.Equal(HeardVoices.Most, received.Select(packet => packet.Ssrc).Distinct().Count());

        while (await OnWorkerAsync(() => Server.Workers[0].Room("room").Voices.All.Count(voice => voice.IsHeard)) != 2)
        {
            await SpeakAsync(2, 200);
        }

        await SpeakAsync(9, 500);
        Assert.InRange(received.Select(packet => packet.Ssrc).Distinct().Count(), HeardVoices.Most, 9);
        foreach (var stream in received.GroupBy(packet => packet.Ssrc))
        {
            Assert.Equal(
                Enumerable.Range(stream.First().Sequence, stream.Count()).Select(number => (ushort)number), stream.Select(packet => packet.Sequence));
        }
    }

    private async Task SpeakUntilAsync(Func<bool> isTold, params (Participant Person, byte Level)[] sounds)
    {
        while (!isTold())
        {
            foreach (var (person, level) in sounds)
            {
                person.SendSound(level);
            }

            await Task.Delay(20, Ct);
        }
    }
}
