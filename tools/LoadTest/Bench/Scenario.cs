using StudyHub.LoadTest.Media;

namespace StudyHub.LoadTest.Bench;

/// <param name="Name">People × received by each.</param>
/// <param name="Layout">Of the load.</param>
/// <param name="Profile">What cameras send.</param>
/// <param name="Target">The ratio of CPU per packet to the peer's that is aimed at; null where none is set.</param>
/// <param name="DecryptEvery">Every so many packets a receiver decrypts one.</param>
internal sealed record Scenario(string Name, Layout Layout, VideoProfile Profile, double? Target = null, int DecryptEvery = 1)
{
    /// <summary>A room holds 50 people at most, so 100 sit in two.</summary>
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("10x9", new(10, 9), VideoProfile.P360),
        new("24x23", new(24, 23), VideoProfile.P360, 0.65, DecryptEvery: 4),
        new("50x9", new(50, 9), VideoProfile.P180, 0.5),
        new("100x16", new(100, 16, Rooms: 2), VideoProfile.P180, DecryptEvery: 8),
    ];
}
