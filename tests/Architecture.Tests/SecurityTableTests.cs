using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StudyHub.Architecture.Tests;

/// <summary>docs/security/asvs.md promises tests: each must exist, and each requirement has one row.</summary>
public sealed partial class SecurityTableTests
{
    private static string[] Lines => File.ReadAllLines(Repository.Path("docs/security/asvs.md"));

    [Fact]
    public void Every_test_that_the_table_names_exists()
    {
        var named = Lines.SelectMany(line => Named().Matches(line)).Select(m => (File: m.Groups[1].Value, Test: m.Groups[2].Value)).Distinct().ToList();

        Assert.True(named.Count > 80, $"{named.Count}");
        Assert.All(named, n => Assert.Matches($@"public (async )?(Task|void) {n.Test}\(", File.ReadAllText(Repository.Path(n.File))));
    }

    [Fact]
    public void Every_requirement_has_one_row_with_a_verdict_and_the_counts_above_are_the_tables()
    {
        var rows = Lines.Select(line => Row().Match(line)).Where(m => m.Success).Select(m => (Id: m.Groups[1].Value, Verdict: m.Groups[2].Value)).ToList();
        var counts = rows.GroupBy(row => Kind(row.Verdict)).ToDictionary(kind => kind.Key, kind => kind.Count());

        Assert.Equal(253, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(253, rows.Count);
        Assert.All(counts, count => Assert.Contains($"| {count.Key} | {count.Value} |", Lines));
        Assert.Equal(counts["gap"], Lines.Count(line => line.StartsWith("- **V", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_list_of_components_holds_both_sides_with_their_hashes()
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Repository.Path("scripts/sbom.mjs")]) { RedirectStandardOutput = true })!;
        var list = JsonElement.Parse(await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        var hashes = list.GetProperty("components").EnumerateArray()
            .ToDictionary(c => c.GetProperty("purl").GetString()!.Split('@')[0], c => c.GetProperty("hashes").EnumerateArray().Single().GetProperty("content").GetString()!);

        Assert.Contains("pkg:nuget/FluentMigrator", hashes);
        Assert.Contains("pkg:npm/react", hashes);
        Assert.DoesNotContain("pkg:npm/vite", hashes);
        Assert.All(hashes.Values, hash => Assert.Equal(128, hash.Length));
    }

    private static string Kind(string verdict) =>
        verdict.StartsWith("`tests/", StringComparison.Ordinal) ? "shown by a test"
        : verdict.StartsWith("document: ", StringComparison.Ordinal) ? "a document, which is linked"
        : verdict.StartsWith("held, without a test: ", StringComparison.Ordinal) ? "held, but no test shows it"
        : verdict.StartsWith("not applicable: ", StringComparison.Ordinal) ? "not applicable"
        : verdict.StartsWith("gap: ", StringComparison.Ordinal) ? "gap"
        : $"no verdict: {verdict}";

    [GeneratedRegex(@"`(tests/[^`:]+\.cs)::([A-Za-z0-9_]+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| (V\d+\.\d+\.\d+) \| [12] \| [^|]+ \| (.+) \|$")]
    private static partial Regex Row();
}
