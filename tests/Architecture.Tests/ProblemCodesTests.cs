using System.Globalization;
using System.Text.RegularExpressions;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Architecture.Tests;

/// <summary>API-2: docs/problem-codes.md lists every code that the source can refuse with, each with one status.</summary>
public sealed partial class ProblemCodesTests
{
    [Fact]
    public void Every_code_in_the_source_stands_in_the_table_with_its_status_and_no_other_does()
    {
        var made = Repository.Sources("src", ".cs").SelectMany(file => Made().Matches(File.ReadAllText(Repository.Path(file))))
            .Select(m => (Code: m.Groups["code"].Value, Status: Problems.Status(Enum.Parse<ErrorKind>(m.Groups["kind"].Value))))
            .Append(("api.failed", 500)) // A bug is no Error.
            .Distinct();
        var listed = File.ReadAllLines(Repository.Path("docs/problem-codes.md")).Select(line => Row().Match(line)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)));

        Assert.Equal(made.Order(), listed.Order());
    }

    [GeneratedRegex("""(?:Error\.|new(?: Error)?\(ErrorKind\.)(?<kind>[A-Z]\w+)[(,]\s*"(?<code>[a-z]+\.[a-z_]+)",""")]
    private static partial Regex Made();

    [GeneratedRegex(@"^\| `([a-z]+\.[a-z_]+)` \| (\d{3}) \|")]
    private static partial Regex Row();
}
