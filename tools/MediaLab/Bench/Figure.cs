namespace StudyHub.MediaLab.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Name">In the summary.</param>
/// <param name="Text">What it says.</param>
/// <param name="AtMost">The aim, where it is an upper bound.</param>
/// <param name="AtLeast">The aim, where it is a lower bound.</param>
internal sealed record Figure(string Name, string Text, double? AtMost = null, double? AtLeast = null)
{
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("switch_down_ms", "simulcast: to the smaller picture, ms", AtMost: 300),
        new("switch_up_ms", "simulcast: to the larger picture, ms", AtMost: 300),
        new("switch_freezes", "simulcast: freezes in six switches", AtMost: 0),
        new("fps_at_3_percent_loss", "pictures a second at 3 % loss", AtLeast: 25),
        new("fps_sent_at_3_percent_loss", "  of so many sent"),
        new("fps_at_10_percent_loss", "pictures a second at 10 % loss", AtLeast: 25),
        new("fps_sent_at_10_percent_loss", "  of so many sent"),
        new("audio_packets_lost_percent", "sound: packets lost, %"),
        new("audio_packets_decoded_percent", "  decoded, with what others repair, %"),
        new("audio_concealed_percent", "  time that was made up, %"),
        new("estimator_down_ms", "3 Mbit/s to 500 kbit/s: smaller picture, ms", AtMost: 10_000),
        new("estimator_longest_gap_ms", "  longest time without a picture, ms", AtMost: 1_000),
        new("estimator_up_ms", "  back to 3 Mbit/s: large picture, ms", AtMost: 10_000),
        new("rejoin_ms", "killed page to picture of its successor, ms", AtMost: 5_000),
    ];

    public string Aim(double value) => (AtMost, AtLeast) switch
    {
        ({ } most, _) => $"≤ {most}{(value <= most ? "" : ", missed")}",
        (_, { } least) => $"≥ {least}{(value >= least ? "" : ", missed")}",
        _ => "",
    };
}
