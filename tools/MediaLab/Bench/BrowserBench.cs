using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StudyHub.Media;

namespace StudyHub.MediaLab.Bench;

/// <summary>What viewers in real browsers get, measured several times; medians.</summary>
internal sealed class BrowserBench(Chromium chromium, int rounds, string? only, CancellationToken ct)
{
    private const int Large = 960, Cut = 500_000, Wide = 3_000_000;

    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(5), s_span = TimeSpan.FromSeconds(10), s_patience = TimeSpan.FromSeconds(30), s_betweenSwitches = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<double>> _measured = [];

    private IEnumerable<(string Name, Func<Lab, Task> Scenario)> Scenarios =>
    [
        ("switch", SwitchAsync),
        ("loss3", lab => LossAsync(lab, 0.03)),
        ("loss10", lab => LossAsync(lab, 0.10)),
        ("sound", SoundAsync),
        ("estimator", EstimatorAsync),
        ("rejoin", RejoinAsync),
    ];

    /// <summary>Prints one line a figure, as it becomes known.</summary>
    /// <returns>All medians, by name.</returns>
    public async Task<JsonObject> RunAsync()
    {
        for (var round = 1; round <= rounds; round++)
        {
            await Console.Error.WriteLineAsync($"round {round} of {rounds}");
            foreach (var (name, scenario) in Scenarios.Where(s => only is null || s.Name == only))
            {
                await MeasureAsync(name, scenario);
            }
        }

        Print();
        return new(_measured.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)Round(Median(m.Value)))));
    }

    private void Print()
    {
        Console.WriteLine($"{"in real browsers",-44} {"median",9} {"least",9} {"most",9}  aim");
        foreach (var figure in Figure.All.Where(f => _measured.ContainsKey(f.Name)))
        {
            var values = _measured[figure.Name];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{figure.Text,-44} {Round(Median(values)),9} {Round(values.Min()),9} {Round(values.Max()),9}  {figure.Aim(Median(values))}"));
        }
    }

    private async Task MeasureAsync(string name, Func<Lab, Task> scenario)
    {
        await using var lab = await Lab.StartAsync(ct);
        try
        {
            await scenario(lab);
        }
        catch (TimeoutException e)
        {
            await Console.Error.WriteLineAsync($"{name} given up: {e.Message}"); // the figure is missing, or has a measurement fewer
        }
    }

    /// <summary>
    /// From the wish for another size to the first picture in it. A second passes between two wishes: browsers make no key frame within 300 ms of another.
    /// </summary>
    private async Task SwitchAsync(Lab lab)
    {
        await using var ada = await chromium.EnterAsync(lab, "ada", ct);
        await using var bob = await chromium.EnterAsync(lab, "bob", ct);
        await ada.PublishAsync(MediaSource.Camera, Wish.Simulcast, ct);
        await ada.RunAsync("guest.sendEverything()", ct);
        await bob.WatchAsync(ada, MediaSource.Camera, ct, 960, 540);
        await UntilWidthAsync(bob, ada, Large);
        await Task.Delay(s_settle, ct);
        var before = await bob.ReceivedAsync(ada, MediaSource.Camera, ct);
        for (var i = 0; i < 3; i++)
        {
            Note("switch_down_ms", await SwitchToAsync(bob, ada, 240, 135));
            Note("switch_up_ms", await SwitchToAsync(bob, ada, 960, 540));
        }

        Note("switch_freezes", (await bob.ReceivedAsync(ada, MediaSource.Camera, ct))["freezeCount"] - before["freezeCount"]);
    }

    private async Task<double> SwitchToAsync(Guest viewer, Guest of, int width, int height)
    {
        await Task.Delay(s_betweenSwitches, ct);
        await ObserveAsync(viewer, of);
        var at = Now();
        await viewer.WatchAsync(of, MediaSource.Camera, ct, width, height);
        return (await UntilSeenAsync(viewer, width)) - at;
    }

    private async Task LossAsync(Lab lab, double loss)
    {
        await using var ada = await chromium.EnterAsync(lab, "ada", ct);
        await using var bob = await chromium.EnterAsync(lab, "bob", ct);
        await ada.PublishAsync(MediaSource.Camera, new(Width: 640, Height: 360), ct);
        await bob.WatchAsync(ada, MediaSource.Camera, ct, 640, 360);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, ct);
        bob.Link.Both = new(loss, TimeSpan.FromMilliseconds(20));
        await Task.Delay(s_settle, ct);
        var (before, source) = (await bob.ReceivedAsync(ada, MediaSource.Camera, ct), (await ada.StatsAsync(ct)).Sent(MediaSource.Camera));
        await Task.Delay(s_span, ct);
        var (after, sent) = (await bob.ReceivedAsync(ada, MediaSource.Camera, ct), (await ada.StatsAsync(ct)).Sent(MediaSource.Camera));
        var percent = $"{100 * loss:0}";
        Note($"fps_at_{percent}_percent_loss", 1000 * (after["framesDecoded"] - before["framesDecoded"]) / (after["timestamp"] - before["timestamp"]));
        Note($"fps_sent_at_{percent}_percent_loss", 1000 * (sent["framesEncoded"] - source["framesEncoded"]) / (sent["timestamp"] - source["timestamp"]));
    }

    private async Task SoundAsync(Lab lab)
    {
        await using var ada = await chromium.EnterAsync(lab, "ada", ct);
        await using var bob = await chromium.EnterAsync(lab, "bob", ct);
        await ada.PublishAsync(MediaSource.Microphone, new(), ct);
        await bob.WatchAsync(ada, MediaSource.Microphone, ct);
        await bob.UntilAsync(s => s.Received("ada", MediaSource.Microphone)["totalSamplesReceived"] > 48_000, "sound was to come", ct);
        bob.Link.Both = new(0.20, TimeSpan.FromMilliseconds(20));
        await Task.Delay(s_settle, ct);
        var before = await bob.ReceivedAsync(ada, MediaSource.Microphone, ct);
        await Task.Delay(s_span, ct);
        var after = await bob.ReceivedAsync(ada, MediaSource.Microphone, ct);
        double Grown(string figure) => after[figure] - before[figure];
        var samples = Grown("totalSamplesReceived");
        var packets = Grown("packetsReceived") + Grown("packetsLost");
        Note("audio_packets_lost_percent", 100 * Grown("packetsLost") / packets);
        Note("audio_packets_decoded_percent", 100 * (Grown("packetsReceived") - Grown("packetsDiscarded") + Grown("fecPacketsReceived") - Grown("fecPacketsDiscarded")) / packets);
        Note("audio_concealed_percent", 100 * (Grown("concealedSamples") - Grown("silentConcealedSamples")) / samples);
    }

    /// <summary>From the change of the line to the first picture of another size; and the longest time without a picture in between.</summary>
    private async Task EstimatorAsync(Lab lab)
    {
        await using var ada = await chromium.EnterAsync(lab, "ada", ct);
        await using var bob = await chromium.EnterAsync(lab, "bob", ct);
        bob.Link.Down.Shape = new(Delay: TimeSpan.FromMilliseconds(20), BitsPerSecond: Wide);
        await ada.PublishAsync(MediaSource.Camera, Wish.Simulcast with { From = "noise" }, ct);
        await bob.WatchAsync(ada, MediaSource.Camera, ct, 960, 540);
        await UntilWidthAsync(bob, ada, Large);
        await Task.Delay(s_settle, ct);

        await ObserveAsync(bob, ada);
        var at = Now();
        bob.Link.Down.Shape = bob.Link.Down.Shape with { BitsPerSecond = Cut };
        Note("estimator_down_ms", (await UntilSeenAsync(bob, null)) - at);
        await Task.Delay(s_settle, ct);
        Note("estimator_longest_gap_ms", (await bob.RunAsync("seen", ct)).GetProperty("longestGap").GetDouble());

        await ObserveAsync(bob, ada);
        at = Now();
        bob.Link.Down.Shape = bob.Link.Down.Shape with { BitsPerSecond = Wide };
        Note("estimator_up_ms", (await UntilSeenAsync(bob, Large)) - at);
    }

    /// <summary>From the death of a page to the first picture of its successor, whose browser profile is new.</summary>
    private async Task RejoinAsync(Lab lab)
    {
        var ada = await chromium.EnterAsync(lab, "ada", ct);
        await using var bob = await chromium.EnterAsync(lab, "bob", ct);
        await ada.PublishAsync(MediaSource.Camera, new(), ct);
        await bob.WatchAsync(ada, MediaSource.Camera, ct, 640, 360);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, ct);

        var at = Now();
        await ada.DisposeAsync();
        await using var again = await chromium.EnterAsync(lab, "ada", ct);
        await again.PublishAsync(MediaSource.Camera, new(), ct);
        await bob.WatchAsync(again, MediaSource.Camera, ct, 640, 360);
        await bob.UntilDecodedAsync(again, MediaSource.Camera, 1, ct);
        Note("rejoin_ms", Now() - at);
    }

    private async Task ObserveAsync(Guest viewer, Guest of) =>
        await viewer.RunAsync($"observe('{of.Seat}', 'camera')", ct);

    /// <summary>When the first picture of a width was shown, or of any other than the one that was shown first; milliseconds since the epoch.</summary>
    private async Task<double> UntilSeenAsync(Guest viewer, int? width)
    {
        var deadline = DateTime.UtcNow + s_patience;
        while (true)
        {
            var widths = (await viewer.RunAsync("seen", ct)).GetProperty("widths").EnumerateArray().Skip(width is null ? 1 : 0);
            var found = widths.FirstOrDefault(w => width is null || w.GetProperty("width").GetInt32() == width);
            if (found.ValueKind == JsonValueKind.Object)
            {
                return found.GetProperty("at").GetDouble();
            }

            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"No picture {width?.ToString(CultureInfo.InvariantCulture) ?? "of another size"} in {s_patience.TotalSeconds} s.");
            }

            await Task.Delay(20, ct);
        }
    }

    private async Task UntilWidthAsync(Guest viewer, Guest of, int width) =>
        await viewer.UntilAsync(s => s.Received(of.Seat, MediaSource.Camera)["frameWidth"] == width, $"pictures were to be {width} wide", ct, (int)s_patience.TotalSeconds);

    private void Note(string name, double value)
    {
        if (!_measured.TryGetValue(name, out var values))
        {
            _measured[name] = values = [];
        }

        values.Add(value);
    }

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Round(double value) => Math.Round(value, value < 100 ? 1 : 0);
}
