using System.Globalization;

namespace StudyHub.RoomBench;

/// <summary>What some requests took.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P95">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="PerSecond">One after another.</param>
internal sealed record Figures(double P50, double P95, double P99, double PerSecond)
{
    public static Figures Of(IReadOnlyList<double> milliseconds)
    {
        double[] ordered = [.. milliseconds.Order()];
        double At(double part) => ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * part))];
        return new(At(0.5), At(0.95), At(0.99), 1_000 * ordered.Length / ordered.Sum());
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P50,9:0.00}{P99,9:0.00}{PerSecond,9:0}");
}
