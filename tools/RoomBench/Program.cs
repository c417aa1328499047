using System.Globalization;
using System.Text.Json;
using StudyHub.RoomBench;

// Measures the list of open rooms over HTTP, at ten thousand and at a million of them: pages, filters, search. Both servers run at once and
// are asked in turn, so that whatever else the machine does falls on both alike; a ratio is the median of five rounds'.
// With "history": pages and search of one room with very many messages.
// Usage: StudyHub.RoomBench [--rooms 10000,1000000] [--requests 1000], or StudyHub.RoomBench history [--messages 1000000] [--requests 400]

if (args is ["history", ..])
{
    Say(await History.RunAsync(
        int.Parse(Option("--messages", "1000000"), CultureInfo.InvariantCulture), int.Parse(Option("--requests", "400"), CultureInfo.InvariantCulture), Say));
    return 0;
}

const int Rounds = 5;
var sizes = Option("--rooms", "10000,1000000").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Order().ToList();
var requests = int.Parse(Option("--requests", "1000"), CultureInfo.InvariantCulture);
var houses = new List<House>();
var (ratios, searchP99) = (new Dictionary<string, double>(), 0.0);
try
{
    foreach (var size in sizes)
    {
        var house = await House.OpenAsync();
        houses.Add(house);
        Say($"{size,9:N0} open rooms, made in {Rooms.Open(house.Database, size):0} s");
    }

    Say($"{"",-32}{"rooms",11}{"p50 ms",9}{"p99 ms",9}{"per s",9}");
    foreach (var question in Questions.Names)
    {
        var took = houses.ConvertAll(_ => new List<double>());
        for (var i = -requests / 10; i < requests; i++)
        {
            for (var h = 0; h < houses.Count; h++)
            {
                var milliseconds = await houses[h].AskAsync(question, Math.Abs(i));
                if (i >= 0) // The first tenth warms up.
                {
                    took[h].Add(milliseconds);
                }
            }
        }

        var byRound = took.ConvertAll(all => all.Chunk((requests + Rounds - 1) / Rounds).Select(Figures.Of).ToList());
        var ratio = byRound[^1].Zip(byRound[0], (many, few) => many.P99 / few.P99).Order().ElementAt(byRound[0].Count / 2);
        var figures = took.ConvertAll(Figures.Of);
        for (var h = 0; h < houses.Count; h++)
        {
            Say($"{(h == 0 ? question : ""),-32}{sizes[h],11:N0}{figures[h]}");
        }

        if (question.StartsWith("list", StringComparison.Ordinal))
        {
            ratios[question] = Math.Round(ratio, 2);
        }
        else if (question.StartsWith("search", StringComparison.Ordinal))
        {
            searchP99 = Math.Max(searchP99, Math.Round(figures[^1].P99, 1));
        }
    }
}
finally
{
    foreach (var house in houses)
    {
        await house.DisposeAsync();
    }
}

Say(JsonSerializer.Serialize(new { rooms = sizes, ratios, searchP99Ms = searchP99 })); // Last of all, also after what a stopping server logs.
return 0;

string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;

static void Say(string line) => Console.Out.WriteLine(line);
