using CsCheck;
using StudyHub.Media.Audio;

namespace StudyHub.Media.Tests.Audio;

/// <summary>Sequences of levels as microphones give them, 50 packets a second, in virtual time.</summary>
public sealed class VoiceTests
{
    private readonly HeardVoices _heard = new();
    private readonly ActiveSpeaker _speaker = new();
    private readonly List<(long At, string? Seat)> _told = [];
    private readonly Dictionary<string, Voice> _voices = [];
    private readonly Random _random = new(7);
    private int _seats = 3;
    private long _now = 1_000_000;

    [Fact]
    public void A_speaker_is_known_within_half_a_second()
    {
        Run(1_000, ("ada", Silence));
        var begun = _now;
        Run(5_000, ("ada", Speech));

        Assert.Equal("ada", Assert.Single(_told).Seat);
        Assert.InRange(_told[0].At - begun, 200, 500);
    }

    [Fact]
    public void Silence_is_told_once_it_lasts()
    {
        Run(1_000, ("ada", Speech));
        Run(1_500, ("ada", Silence));
        Assert.Equal(["ada"], _told.Select(t => t.Seat));

        Run(1_000, ("ada", Silence));
        Assert.Equal(["ada", null], _told.Select(t => t.Seat));
    }

    [Fact]
    public void A_cough_makes_nobody_a_speaker()
    {
        Run(3_000, ("ada", Speech), ("bob", Silence));
        Run(240, ("ada", Speech), ("bob", Loud));
        Run(3_000, ("ada", Speech), ("bob", Silence));
        Run(3_000, ("ada", Silence), ("bob", Silence));
        Run(240, ("bob", Loud));
        Run(1_000, ("bob", Silence));

        Assert.Equal(["ada", null], _told.Select(t => t.Seat));
    }

    [Fact]
    public void Of_two_at_once_the_first_stays_unless_the_other_is_clearly_louder()
    {
        Run(2_000, ("ada", Speech));
        Run(10_000, ("ada", Speech), ("bob", Speech));
        Assert.Equal(["ada"], _told.Select(t => t.Seat));

        Run(3_000, ("ada", Speech), ("bob", Loud));
        Assert.Equal(["ada", "bob"], _told.Select(t => t.Seat));
    }

    [Fact]
    public void An_answer_is_followed_at_once()
    {
        Run(3_000, ("ada", Speech), ("bob", Silence));
        Run(200, ("ada", Silence), ("bob", Silence));
        var begun = _now;
        Run(3_000, ("ada", Silence), ("bob", Speech));

        Assert.Equal(["ada", "bob"], _told.Select(t => t.Seat));
        Assert.InRange(_told[1].At - begun, 200, 500);
    }

    [Fact]
    public void A_steady_noise_is_no_speech_for_long()
    {
        Run(1_000, ("fan", Silence));
        Run(20_000, ("fan", () => 45));
        Assert.Null(_told.LastOrDefault().Seat);

        Run(1_000, ("fan", () => 45), ("ada", Speech));
        Assert.Equal("ada", _told[^1].Seat);
    }

    [Fact]
    public void A_microphone_that_goes_off_ends_it_at_once()
    {
        Run(1_000, ("ada", Speech));
        _voices["ada"].Reset();
        Run(50);

        Assert.Equal(["ada", null], _told.Select(t => t.Seat));
    }

    [Fact]
    public void In_a_small_room_everybody_is_heard()
    {
        _seats = HeardVoices.SmallRoom;
        Run(5_000, ("ada", Silence), ("bob", Speech), ("cleo", Silence));

        Assert.All(_heard.All, voice => Assert.True(voice.IsHeard));
    }

    [Fact]
    public void In_a_large_room_who_speaks_is_heard_from_the_first_packet_and_stays_for_a_while()
    {
        _seats = 20;
        Run(5_000, [.. Enumerable.Range(0, 20).Select(i => ($"{i}", (Func<int>)Silence))]);
        Assert.All(_heard.All, voice => Assert.False(voice.IsHeard));

        Run(20, ("3", Speech));
        Assert.True(_voices["3"].IsHeard);
        Run(1_900, ("3", Silence));
        Assert.True(_voices["3"].IsHeard);
        Run(300, ("3", Silence));
        Assert.False(_voices["3"].IsHeard);
    }

    [Fact]
    public void Five_who_speak_are_not_cut_off_by_a_sixth_who_is_not_louder()
    {
        _seats = 20;
        var five = Enumerable.Range(0, 5).Select(i => ($"{i}", (Func<int>)(() => 30))).ToArray();
        Run(2_000, five);
        Run(2_000, [.. five, ("six", () => 30)]);
        Assert.False(_voices["six"].IsHeard);

        Run(20, [.. five, ("seven", () => 15)]);
        Assert.True(_voices["seven"].IsHeard);
        Assert.Equal(HeardVoices.Most, _heard.All.Count(voice => voice.IsHeard));
    }

    [Fact]
    public void Who_has_stopped_makes_room_for_who_begins()
    {
        _seats = 20;
        Run(2_000, [.. Enumerable.Range(0, 5).Select(i => ($"{i}", (Func<int>)Loud))]);
        Run(500, [.. Enumerable.Range(0, 4).Select(i => ($"{i}", (Func<int>)Loud)), ("4", Silence)]);

        Run(20, [.. Enumerable.Range(0, 4).Select(i => ($"{i}", (Func<int>)Loud)), ("4", Silence), ("new", () => 45)]);

        Assert.True(_voices["new"].IsHeard);
        Assert.False(_voices["4"].IsHeard);
    }

    [Fact]
    public void Never_more_than_five_are_heard_in_a_large_room() =>
        Gen.Select(Gen.Int[0, 15], Gen.Int[0, 127], Gen.Int[5, 15]).Array[1, 500].Sample(packets =>
        {
            var heard = new HeardVoices();
            var voices = Enumerable.Range(0, 16).Select(i => new Voice($"{i}")).ToArray();
            Array.ForEach(voices, heard.Add);
            heard.Update(16, 0);
            var now = 0L;
            foreach (var (who, level, seats) in packets)
            {
                now += 7;
                if (voices[who].OnPacket(level, 20, now))
                {
                    heard.OnActive(voices[who], now);
                }

                Assert.True(!heard.IsRestricted || heard.All.Count(voice => voice.IsHeard) <= HeardVoices.Most);
                heard.Update(seats, now);
                Assert.InRange(heard.All.Count(voice => voice.IsHeard), seats > 8 ? 0 : 16, seats > 8 ? 5 : 16);
            }
        });

    private static int Silence() => 127;

    private static int Loud() => 8;

    /// <summary>Syllables: louder and quieter, with short gaps.</summary>
    private int Speech() => _now / 20 % 12 < 2 ? 80 : 25 + _random.Next(15);

    private void Run(int millis, params (string Seat, Func<int> Level)[] sounds)
    {
        for (var end = _now + millis; _now < end; _now += 10)
        {
            foreach (var (seat, level) in _now % 20 == 0 ? sounds : [])
            {
                if (!_voices.TryGetValue(seat, out var voice))
                {
                    _heard.Add(_voices[seat] = voice = new(seat));
                }

                if (voice.OnPacket(level(), 20, _now))
                {
                    _heard.OnActive(voice, _now);
                }
            }

            if (_now % 50 != 0)
            {
                continue;
            }

            _heard.Update(_seats, _now);
            if (_speaker.Update(_heard.All, _now))
            {
                _told.Add((_now, _speaker.Current?.Seat));
            }
        }
    }
}
