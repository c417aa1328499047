namespace StudyHub.LoadTest.Media;

/// <summary>What a simulated camera sends: VP8 in form, though no picture can be decoded from it.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FramesPerSecond">Frames a second.</param>
/// <param name="FrameBytes">Of a frame that is no key frame, on average.</param>
/// <param name="KeyFrameBytes">Of a key frame.</param>
internal sealed record VideoProfile(string Name, int Width, int Height, int FramesPerSecond, int FrameBytes, int KeyFrameBytes)
{
    /// <summary>About 560 kbit/s.</summary>
    public static readonly VideoProfile P360 = new("360p30", 640, 360, 30, 2_340, 12_000);

    /// <summary>About 140 kbit/s.</summary>
    public static readonly VideoProfile P180 = new("180p15", 320, 180, 15, 1_170, 4_000);

    /// <summary>About 1.5 Mbit/s.</summary>
    public static readonly VideoProfile P720 = new("720p30", 1280, 720, 30, 6_250, 30_000);

    /// <summary>A screen of text: about 250 kbit/s.</summary>
    public static readonly VideoProfile Screen = new("screen", 1280, 720, 5, 6_250, 40_000);

    /// <summary>The same camera with its sides divided: what a simulcast layer costs falls with its pixels.</summary>
    public VideoProfile DividedBy(int by) => by == 1
        ? this
        : new($"{Name}/{by}", Width / by, Height / by, FramesPerSecond, FrameBytes / (by * by), KeyFrameBytes / (by * by));

    public static VideoProfile Of(string name) =>
        new[] { P360, P180, P720 }.FirstOrDefault(p => p.Name == name) ?? throw new ArgumentException($"There is no video profile '{name}': 180p15, 360p30 or 720p30.");
}
