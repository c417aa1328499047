using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StudyHub.Features.Tests.Harness;

/// <summary>
/// What the server really says, as a file that the web client's reducers replay: a snapshot, the changes after it, the snapshot they must
/// lead to. <c>WRITE_TRANSCRIPTS=1</c> in the environment writes the files anew; otherwise each must be what the server says now.
/// </summary>
internal static partial class Transcript
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    /// <param name="path">In the repository.</param>
    /// <param name="said">Whatever the server said, in order.</param>
    public static async Task CompareAsync(string path, JsonObject said)
    {
        var file = Path.Combine(Repository(), path);
        var settled = Settle(said.ToJsonString(s_readable));
        if (Environment.GetEnvironmentVariable("WRITE_TRANSCRIPTS") == "1")
        {
            await File.WriteAllTextAsync(file, settled, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), settled);
    }

    public static JsonNode? Copy(JsonElement said) => JsonNode.Parse(said.GetRawText());

    /// <summary>Chance and time taken out: ids, names and instants are numbered as they appear.</summary>
    private static string Settle(string json)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        return Chance().Replace(json, match =>
        {
            if (!known.TryGetValue(match.Value, out var settled))
            {
                var number = known.Count + 1;
                known[match.Value] = settled =
                    match.Groups["id"].Success ? $"00000000-0000-0000-0000-{number:d12}"
                    : match.Groups["instant"].Success ? $"2026-01-01T00:00:{number % 60:d2}.000Z"
                    : match.Groups["handle"].Success ? $"person{number}"
                    : $"epoch{number}";
            }

            return settled;
        }) + "\n";
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "StudyHub.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run the tests inside the repository.");
        }

        return folder;
    }

    [GeneratedRegex(@"(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<instant>\d{4}-\d\d-\d\dT[\d:.]+Z)|\b(?<handle>s[0-9a-f]{15})\b|\b(?<epoch>[0-9a-f]{16})\b")]
    private static partial Regex Chance();
}
