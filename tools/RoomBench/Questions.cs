using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;

namespace StudyHub.RoomBench;

/// <summary>What is asked of one database: addresses, or the table itself where two ways of paging are compared.</summary>
internal sealed class Questions
{
    private const string Columns = "SELECT Id, Title, Taken FROM rooms_open_rooms WHERE Closed = FALSE";

    private readonly Dictionary<string, string[]> _asked;

    public Questions(string database)
    {
        var (middle, count) = Middle(database);
        var cursor = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{Guid.Parse(middle)}"));
        _asked = new()
        {
            ["list: first page"] = ["rooms"],
            ["list: a page in the middle"] = [$"rooms?cursor={cursor}"],
            ["list: one channel"] = ["rooms?channel=high", $"rooms?channel=university&cursor={cursor}"],
            ["list: has space"] = ["rooms?hasSpace=true", $"rooms?hasSpace=true&cursor={cursor}"],
            ["list: every filter"] = ["rooms?channel=high&hasSpace=true&noPassword=true", $"rooms?channel=elementary&noPassword=true&cursor={cursor}"],
            ["search: one and two syllables"] = Search("토", "토익", "집중", "9"),
            ["search: three and more"] = Search("새벽 집", "알고리즘", "자료구조 기출", "linear algebra 12"),
            ["search: every filter"] = [.. Search("토익", "새벽", "알고리즘").Select(p => $"{p}&channel=high&hasSpace=true&noPassword=true")],
            ["search: nothing to find"] = Search("없는말", "%%%", "zzzzqq", "토익 알고리즘 면접"),
            ["table: middle page by cursor"] = [$"{Columns} AND Id < '{middle}' ORDER BY Id DESC LIMIT 21"],
            ["table: middle page by offset"] = [$"{Columns} ORDER BY Id DESC LIMIT 21 OFFSET {count / 2}"],
        };
    }

    public static IReadOnlyList<string> Names { get; } =
    [
        "list: first page", "list: a page in the middle", "list: one channel", "list: has space", "list: every filter", "search: one and two syllables",
        "search: three and more", "search: every filter", "search: nothing to find", "table: middle page by cursor", "table: middle page by offset",
    ];

    /// <summary>What is asked the n-th time.</summary>
    public string Of(string name, int n) => _asked[name][n % _asked[name].Length];

    private static string[] Search(params string[] terms) => [.. terms.Select(t => $"rooms?q={Uri.EscapeDataString(t)}")];

    private static (string Id, long Count) Middle(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Id, (SELECT MAX(Number) FROM rooms_search_entries) FROM rooms_search_entries WHERE Number = (SELECT MAX(Number) / 2 FROM rooms_search_entries)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetString(0), reader.GetInt64(1));
    }
}
