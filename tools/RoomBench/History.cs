using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using StudyHub.Data.Search;

namespace StudyHub.RoomBench;

/// <summary>A group's room in which people have written for years: its pages and its search, over HTTP, and the page's query itself.</summary>
internal static class History
{
    private const int Authors = 20;

    /// <returns>The bench's last line.</returns>
    public static async Task<string> RunAsync(int messages, int requests, Action<string> say)
    {
        await using var house = await House.OpenAsync();
        var room = await house.FoundGroupAsync();
        say($"{messages,9:N0} messages, stored in {Write(house.Database, room, messages):0} s");
        say($"{"",-44}{"p50 ms",9}{"p95 ms",9}{"p99 ms",9}{"per s",9}");
        var (page, query, search, searchP99) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (name, asked) in Questions(room, messages))
        {
            var took = new List<double>();
            for (var i = -requests / 10; i < requests; i++)
            {
                var milliseconds = await house.AskAsync(asked[Math.Abs(i) % asked.Length]);
                if (i >= 0) // The first tenth warms up.
                {
                    took.Add(milliseconds);
                }
            }

            var figures = Figures.Of(took);
            say($"{name,-44}{figures.P50,9:0.00}{figures.P95,9:0.00}{figures.P99,9:0.00}{figures.PerSecond,9:0}");
            switch (name.Split(':')[0])
            {
                case "page":
                    page = Math.Max(page, figures.P95);
                    break;
                case "search":
                    (search, searchP99) = (Math.Max(search, figures.P95), Math.Max(searchP99, figures.P99));
                    break;
                default:
                    query = Math.Max(query, figures.P95);
                    break;
            }
        }

        return JsonSerializer.Serialize(new
        {
            messages,
            pageP95Ms = Math.Round(page, 1),
            queryP95Ms = Math.Round(query, 2),
            searchP95Ms = Math.Round(search, 1),
            searchP99Ms = Math.Round(searchP99, 1),
        });
    }

    private static IEnumerable<(string Name, string[] Asked)> Questions(Guid room, int messages)
    {
        string Cursor(long sequence) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{sequence}"));
        string At(string how, Func<long, string> value) => $"rooms/{room}/messages?{how}={value(messages / 2)}";
        string[] Search(params string[] terms) => [.. terms.Select(t => $"rooms/{room}/messages/search?q={Uri.EscapeDataString(t)}")];
        long[] places = [messages / 10, messages / 3, messages / 2, messages - 100];

        yield return ("page: the newest", [$"rooms/{room}/messages"]);
        yield return ("page: before a message", [.. places.Select(p => $"rooms/{room}/messages?before={Cursor(p)}")]);
        yield return ("page: after a message", [.. places.Select(p => $"rooms/{room}/messages?after={Cursor(p)}")]);
        yield return ("page: around a message", [At("around", n => $"{n}"), At("around", n => $"{n / 3}")]);
        yield return ("query: 50 before a message", [.. places.Select(p => $"""SELECT "Sequence", "Text" FROM "chat_messages" WHERE "RoomId" = '{room.ToString().ToUpperInvariant()}' AND "Sequence" < {p} ORDER BY "Sequence" DESC LIMIT 51""")]);
        yield return ("search: two syllables", Search("토익", "집중", "새벽", "기출"));
        yield return ("search: three and more", Search("자료구조", "한국사 면접", "알고리즘 React", "Linear Alg"));
        yield return ("search: rare and nowhere", Search("123456", "없는말이다", "%%%", "zzzzqq"));
        yield return ("search: by one author, since a day", [.. Search("토익", "논문").Select(s => $"{s}&author={Author(3)}&from={Uri.EscapeDataString("2026-06-01T00:00:00Z")}")]);
    }

    private static Guid Author(int number) => new(number, 0, 0, [7, 7, 7, 7, 7, 7, 7, 7]);

    /// <summary>As the chat would have stored and indexed them, in bulk.</summary>
    /// <returns>Seconds it took.</returns>
    private static double Write(string database, Guid room, int count)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        Bulk.Prepare(connection);
        using var transaction = connection.BeginTransaction();
        using var begun = Bulk.Command(connection, transaction, """INSERT INTO "chat_rooms" ("RoomId", "Epoch", "Offset") VALUES ($p0, 'be7c4', $p1)""", 2);
        Bulk.Run(begun, room, count);
        using var message = Bulk.Command(connection, transaction, """
            INSERT INTO "chat_messages" ("RoomId", "Sequence", "MessageId", "Author", "Text", "PostedAt", "Version", "Mentioned", "MentionsAll", "Pinned")
            VALUES ($p0, $p1, $p2, $p3, $p4, $p5, $p1, '', 0, 0)
            """, 6);
        using var entry = Bulk.Command(connection, transaction, """INSERT INTO "chat_search_entries" ("Number", "RoomId", "Sequence") VALUES ($p0, $p1, $p0)""", 2);
        using var search = Bulk.Command(connection, transaction, """INSERT INTO "chat_search" (rowid, tokens) VALUES ($p0, $p1)""", 2);
        var dice = new Dice(20_261_122);
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_000);
        for (var sequence = 1; sequence <= count; sequence++)
        {
            var (author, at) = (Author(dice.Next(Authors)), begin + TimeSpan.FromSeconds(20L * sequence));
            var text = string.Create(CultureInfo.InvariantCulture, $"{Word(dice)} {Word(dice)} {Word(dice)} {dice.Next(count)}");
            Bulk.Run(message, room, sequence, Guid.CreateVersion7(at), author, text, at.ToUnixTimeMilliseconds());
            Bulk.Run(entry, sequence, room);
            Bulk.Run(search, sequence, string.Join(' ', Grams.OfText(Grams.Fold(text)).Append($"fr{room:n}").Append($"fa{author:n}")));
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Word(Dice dice) => Rooms.Words[dice.Next(Rooms.Words.Length)];
}
