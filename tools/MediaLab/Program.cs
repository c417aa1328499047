using System.Globalization;
using StudyHub.MediaLab;
using StudyHub.MediaLab.Bench;

// StudyHub.MediaLab [--rounds N] [--only SCENARIO] [--json FILE]: a table of what viewers in real browsers get; the last line, and the file, are the same as JSON.
string? Argument(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
var rounds = int.Parse(Argument("--rounds") ?? "3", CultureInfo.InvariantCulture);
await using var chromium = await Chromium.LaunchAsync();
var medians = (await new BrowserBench(chromium, rounds, Argument("--only"), interrupted.Token).RunAsync()).ToJsonString();
Console.WriteLine(medians);
if (Argument("--json") is { } file)
{
    await File.WriteAllTextAsync(file, medians, interrupted.Token);
}
