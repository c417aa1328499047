using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

/// <summary>Who sends what: shared screens (SHARE-1 to SHARE-7), microphone policies (MEET-8), what a host ends (MEET-9).</summary>
public sealed class SourcesTests
{
    private readonly UserId _host = Someone();
    private readonly UserId _guest = Someone();
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private MeetingState _state = null!;
    private IReadOnlyList<MeetingEvent> _events = [];

    public SourcesTests() => Begin(MicrophonePolicy.Open);

    [Fact]
    public void Shares_stand_in_the_order_in_which_they_began()
    {
        Ok(Share(_guest));
        Ok(Share(_host, sound: true));

        Assert.Equal([_guest, _host], _state.Shares.Select(s => s.UserId));
        Assert.Equal([new ShareStarted(SeatOf(_host).Id, true)], _events);
        Assert.Equal([new ShareView(SeatOf(_guest).Id, false), new ShareView(SeatOf(_host).Id, true)], MeetingSnapshot.Of(_state).Shares);
        Assert.Equal(MediaSources.Screen | MediaSources.ScreenSound, SeatOf(_host).Sources);
        Assert.Equal(MediaSources.Screen, SeatOf(_guest).Sources);
    }

    [Fact]
    public void Sharing_again_changes_nothing_but_the_sound_and_keeps_its_place()
    {
        Ok(Share(_guest));
        Ok(Share(_host));

        Ok(Share(_guest));
        Assert.Empty(_events);
        Ok(Share(_guest, sound: true));

        Assert.Equal([new ShareStarted(SeatOf(_guest).Id, true)], _events);
        Assert.Equal([_guest, _host], _state.Shares.Select(s => s.UserId));
    }

    [Fact]
    public void A_fifth_share_is_refused_until_one_ends()
    {
        var people = Enumerable.Range(0, 3).Select(_ => Someone()).ToList();
        people.ForEach(person => Ok(EnterAs(person)));
        people.ForEach(person => Ok(Share(person)));
        Ok(Share(_guest));

        Assert.Equal("share.limit_reached", Refused(Share(_host)));
        Ok(Share(_guest)); // Who shares already is no fifth.
        Ok(new StopShare(people[0], Device(people[0])));
        Ok(Share(_host));
    }

    [Fact]
    public void A_share_ends_when_its_owner_leaves_and_survives_a_hold()
    {
        Ok(Share(_guest));

        Ok(new LoseContact(_guest, Connection(_guest), _now));
        Assert.Single(_state.Shares);
        Ok(EnterAs(_guest));
        Assert.Single(_state.Shares);
        Ok(new Leave(_guest, Device(_guest)));

        Assert.Empty(_state.Shares);
    }

    [Fact]
    public void A_reload_ends_the_share()
    {
        Ok(Share(_guest));

        Ok(EnterAs(_guest) with { Call = "another run" });

        Assert.Equal([new ShareEnded(SeatOf(_guest).Id)], _events);
    }

    [Fact]
    public void Where_only_hosts_share_others_are_refused_and_running_shares_go_on()
    {
        Ok(Share(_guest));

        Assert.Equal("mod.host_needed", Refused(new SetSharePolicy(_guest, SharePolicy.Hosts)));
        Ok(new SetSharePolicy(_host, SharePolicy.Hosts));
        Assert.Equal([new SharePolicyChanged(SharePolicy.Hosts)], _events);
        Assert.Single(_state.Shares);
        Ok(new StopShare(_guest, Device(_guest)));

        Assert.Equal("share.not_allowed", Refused(Share(_guest)));
        Ok(Share(_host));
        Ok(new SetSharePolicy(_host, SharePolicy.Hosts));
        Assert.Empty(_events);
    }

    [Fact]
    public void A_silent_room_forwards_no_sound_of_a_screen()
    {
        Begin(MicrophonePolicy.Silent);

        Ok(Share(_guest, sound: true));

        Assert.Equal(MediaSources.Screen, SeatOf(_guest).Sources);
        Assert.Equal([new ShareStarted(SeatOf(_guest).Id, false)], _events);
    }

    [Fact]
    public void Only_the_device_in_the_seat_shares()
    {
        Assert.Equal("seat.taken_over", Refused(new StartShare(_guest, "other", Sound: false)));
        Assert.Equal("seat.taken_over", Refused(new StopShare(_guest, "other")));
        Assert.Equal("seat.needed", Refused(Share(Someone())));
    }

    [Theory]
    [InlineData(MediaSource.Microphone)]
    [InlineData(MediaSource.Camera)]
    [InlineData(MediaSource.Screen)]
    public void A_host_ends_what_somebody_sends_and_only_that_person_starts_it_again(MediaSource source)
    {
        SendEverything(_guest);

        Ok(new StopSource(_host, SeatOf(_guest).Id, source));

        var flag = (MediaSources)(1 << (int)source);
        Assert.Equal([new SourceStopped(SeatOf(_guest).Id, source)], _events);
        Assert.False(SeatOf(_guest).Sources.HasFlag(flag));
        Ok(EnterAs(_guest) with { Call = "after a reload" });
        Assert.Equal([source], SeatView.Of(SeatOf(_guest), resumed: true).Stopped);

        SendEverything(_guest);
        Assert.Empty(SeatView.Of(SeatOf(_guest), resumed: true).Stopped);
        Assert.True(SeatOf(_guest).Sources.HasFlag(flag));
    }

    [Fact]
    public void A_host_ends_what_everybody_else_sends()
    {
        var third = Someone();
        Ok(EnterAs(third));
        SendEverything(_host);
        SendEverything(_guest);
        SendEverything(third);

        Ok(new StopSource(_host, null, MediaSource.Microphone));

        Assert.Equal([new SourceStopped(SeatOf(_guest).Id, MediaSource.Microphone), new SourceStopped(SeatOf(third).Id, MediaSource.Microphone)], _events);
        Assert.True(SeatOf(_host).Microphone);
    }

    [Fact]
    public void Ending_what_is_off_is_no_news_and_leaves_no_trace()
    {
        Ok(new StopSource(_host, SeatOf(_guest).Id, MediaSource.Camera));

        Assert.Empty(_events);
        Assert.Equal(MediaSources.None, SeatOf(_guest).Stopped);
    }

    [Fact]
    public void Nobody_else_ends_anything_and_nobody_their_own()
    {
        Assert.Equal("mod.host_needed", Refused(new StopSource(_guest, SeatOf(_host).Id, MediaSource.Camera)));
        Assert.Equal("mod.host_needed", Refused(new StopSource(_guest, null, MediaSource.Camera)));
        Assert.Equal("mod.host_needed", Refused(new StopSource(Someone(), null, MediaSource.Camera)));
        Assert.Equal("mod.self_target", Refused(new StopSource(_host, SeatOf(_host).Id, MediaSource.Camera)));
        Assert.Equal("mod.target_not_present", Refused(new StopSource(_host, SeatId.New(_now), MediaSource.Camera)));
        Assert.Equal("media.source_invalid", Refused(new StopSource(_host, null, MediaSource.ScreenSound)));
        Ok(new Leave(_host, Device(_host)));
        Assert.Equal("mod.host_needed", Refused(new StopSource(_host, null, MediaSource.Camera)));
    }

    [Fact]
    public void Under_push_to_talk_a_lost_connection_lets_go_of_the_key()
    {
        Begin(MicrophonePolicy.PushToTalk);
        Ok(new SetDevice(_guest, Device(_guest), MediaSource.Microphone, On: true));

        Ok(new LoseContact(_guest, Connection(_guest), _now));

        Assert.Equal([new DeviceChanged(SeatOf(_guest).Id, MediaSource.Microphone, false), new Held(SeatOf(_guest).Id)], _events);
    }

    [Theory]
    [InlineData(MediaSource.Screen)]
    [InlineData(MediaSource.ScreenSound)]
    public void A_share_is_no_device(MediaSource source) =>
        Assert.Equal("media.source_invalid", Refused(new SetDevice(_guest, Device(_guest), source, On: true)));

    private static UserId Someone() => UserId.Of(Guid.CreateVersion7());

    private static string Device(UserId user) => $"device of {user}";

    private static string Connection(UserId user) => $"connection of {user}";

    private static StartShare Share(UserId user, bool sound = false) => new(user, Device(user), sound);

    private void Begin(MicrophonePolicy policy)
    {
        _state = Meeting.Open(new(RoomId.New(_now), "Room", Channel.University, 10, "", policy, _host, _now, Closed: false));
        Ok(EnterAs(_host));
        Ok(EnterAs(_guest));
    }

    private void SendEverything(UserId user)
    {
        Ok(new SetDevice(user, Device(user), MediaSource.Microphone, On: true));
        Ok(new SetDevice(user, Device(user), MediaSource.Camera, On: true));
        Ok(Share(user));
    }

    private Seat SeatOf(UserId user) => _state.SeatOf(user)!;

    private Enter EnterAs(UserId user) => new(
        new Profile(user, "handle", "Name"), SessionId.New(_now), Device(user), "label", Connection(user), "call", SeatId.New(_now), null, null, null, Move: false);

    private void Ok(MeetingCommand command)
    {
        _now += TimeSpan.FromMilliseconds(1);
        Assert.True(Meeting.Handle(_state, command, _now).IsOk(out var turn, out var error), error?.Code);
        (_state, _events) = (turn!.State, turn.Reply.Events);
    }

    private string Refused(MeetingCommand command)
    {
        Assert.False(Meeting.Handle(_state, command, _now).IsOk(out _, out var error));
        return error!.Code;
    }
}
