using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Bench;

/// <summary>How long it takes to see everybody: each of a room's people leaves in turn and joins again.</summary>
internal static class JoinBench
{
    public const int People = 16;

    /// <summary>Who has not seen everybody by then counts with this time, and leaves.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <returns>Milliseconds from the granted seat to a key frame of all others, for each who joined; at most <see cref="Longest"/>.</returns>
    public static async Task<List<double>> RunAsync(MediaServerProcess server, string address, CancellationToken ct)
    {
        await using var connected = await server.ConnectAsync(ct);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), VideoProfile.P180, new(address));
        var room = await connected.OpenRoomAsync(0, People, ct);
        var present = new List<Participant>();
        var times = new List<double>();
        try
        {
            for (var i = 0; i < 2 * People; i++)
            {
                if (i >= People && present.Count > 0)
                {
                    await present[0].LeaveAsync(ct);
                    present.RemoveAt(0);
                }

                var person = new Participant(await connected.ConnectAsync(i % People, room, ct), around);
                var time = await JoinAsync(person, present, ct);
                if (time < Longest)
                {
                    present.Add(person);
                }
                else
                {
                    await person.LeaveAsync(ct);
                }

                if (i >= People)
                {
                    times.Add(time.TotalMilliseconds);
                }
            }

            return times;
        }
        finally
        {
            foreach (var person in present)
            {
                await person.DisposeAsync();
            }
        }
    }

    private static async Task<TimeSpan> JoinAsync(Participant person, List<Participant> present, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Longest);
        try
        {
            return await person.JoinAsync([.. present.Select(p => p.Name)], patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Longest;
        }
    }
}
