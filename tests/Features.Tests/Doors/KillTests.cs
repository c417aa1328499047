using System.Collections.Concurrent;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>CHAT-2, CHAT-3, CHAT-4, MEET-5, OPS-8: a server killed in mid-sentence loses nothing it has acknowledged and doubles nothing.</summary>
public sealed class KillTests
{
    private const int Clients = 20;
    private const int Each = 60;

    [Fact(Timeout = 80_000)]
    public async Task A_killed_server_has_every_acknowledged_message_once_and_in_order()
    {
        await using var product = new ProductProcess();
        var people = await product.SeedAsync(Clients);
        await product.StartAsync();
        using var http = new HttpClient { BaseAddress = product.Address };
        Guid[] rooms = [await CreateAsync(http, people[0]), await CreateAsync(http, people[1])];
        var writers = people.Select((person, i) => new Writer(product.Address, person, rooms[i % 2])).ToList();
        foreach (var writer in writers)
        {
            await writer.ComeAsync();
        }

        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acknowledged = 0;
        var posting = writers.Select(writer => writer.PostAsync(() =>
        {
            if (Interlocked.Increment(ref acknowledged) == Clients * Each / 3)
            {
                half.TrySetResult();
            }
        })).ToList();
        await half.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await product.KillAsync();
        await Task.WhenAll(posting).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Contains(writers, writer => writer.Acknowledged.Count < Each);

        await product.StartAsync();
        foreach (var writer in writers)
        {
            await writer.ComeAsync();
            await writer.ResumeAsync();
        }

        await Task.WhenAll(writers.Select(writer => writer.PostAsync(() => { })));

        foreach (var room in rooms)
        {
            var here = writers.Where(writer => writer.Room == room).ToList();
            var stored = await HistoryAsync(http, people[Array.IndexOf(rooms, room)], room);
            Assert.Equal(Enumerable.Range(1, here.Count * Each).Select(i => (long)i), stored.Select(m => m.Sequence));
            Assert.Equal(stored.Count, stored.Select(m => m.MessageId).Distinct().Count());
            var sequences = stored.ToDictionary(m => m.MessageId, m => m.Sequence);
            foreach (var writer in here)
            {
                Assert.Equal(Each, writer.Acknowledged.Count);
                Assert.All(writer.Acknowledged, a => Assert.Equal(sequences[a.Key], a.Value));
                Assert.Equal(writer.Wanted, stored.Where(m => m.Author == writer.Person.UserId).Select(m => m.MessageId));
                await Eventually.TrueAsync(() => writer.Offset == stored.Count, $"everything is heard, {writer.Offset} of {stored.Count}");
                Assert.Equal(stored.Select(m => m.MessageId), writer.Seen);
            }
        }

        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
        }
    }

    private static async Task<Guid> CreateAsync(HttpClient http, Crowd.Person person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/rooms") { Content = new StringContent("""{"title":"Kill","channel":"high","capacity":50}""", null, "application/json") };
        request.Headers.Add("Cookie", $"__Host-studyhub={person.Cookie}");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetGuid();
    }

    private static async Task<List<(long Sequence, Guid MessageId, Guid Author)>> HistoryAsync(HttpClient http, Crowd.Person person, Guid room)
    {
        var all = new List<(long, Guid, Guid)>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/rooms/{room}/messages?limit=100{(cursor.Length == 0 ? "" : $"&before={cursor}")}");
            request.Headers.Add("Cookie", $"__Host-studyhub={person.Cookie}");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            all.InsertRange(0, page.GetProperty("items").EnumerateArray().Select(m =>
                (m.GetProperty("sequence").GetInt64(), m.GetProperty("messageId").GetGuid(), m.GetProperty("author").GetProperty("id").GetGuid())));
            cursor = page.GetProperty("previousCursor").GetString();
        }

        return all;
    }

    /// <summary>A client as the protocol describes it: one message at a time, offsets without gaps, resends under the same id.</summary>
    private sealed class Writer(Uri server, Crowd.Person person, Guid room) : IAsyncDisposable
    {
        private readonly string _device = LiveTab.Key();
        private LiveTab? _tab;
        private string? _epoch;
        private long _offset;

        public Crowd.Person Person => person;
        public Guid Room => room;
        public IReadOnlyList<Guid> Wanted { get; } = [.. Enumerable.Range(0, Each).Select(_ => Guid.CreateVersion7())];
        public ConcurrentDictionary<Guid, long> Acknowledged { get; } = new();
        public List<Guid> Seen { get; } = [];

        public long Offset
        {
            get
            {
                Hear();
                return _offset;
            }
        }

        public async Task ComeAsync()
        {
            if (_tab is not null)
            {
                Hear();
                await _tab.DisposeAsync();
            }

            _tab = await LiveTab.OpenAsync(server, person.Cookie, _device, "writer");
            var entered = await _tab.EnterAsync(room);
            Assert.Equal(_epoch is not null, entered.GetProperty("seat").GetProperty("resumed").GetBoolean());
            _epoch ??= entered.GetProperty("chat").GetProperty("epoch").GetString();
            Assert.Equal(_epoch, entered.GetProperty("chat").GetProperty("epoch").GetString());
        }

        /// <summary>Posts what is not acknowledged yet, in order, until all is or the connection ends.</summary>
        public async Task PostAsync(Action onAcknowledged)
        {
            foreach (var id in Wanted.Where(id => !Acknowledged.ContainsKey(id)))
            {
                JsonElement stored;
                try
                {
                    stored = await _tab!.OkAsync("chat.send", new { roomId = room, messageId = id, text = $"message {id}" });
                }
                catch (Exception) when (_tab!.Closed.IsCompleted || !_tab.IsConnected)
                {
                    return;
                }

                Acknowledged[id] = stored.GetProperty("sequence").GetInt64();
                onAcknowledged();
            }
        }

        public async Task ResumeAsync()
        {
            var resumed = await _tab!.OkAsync("chat.resume", new { roomId = room, epoch = _epoch, offset = _offset });
            Assert.False(resumed.GetProperty("reload").GetBoolean());
            Take(resumed.GetProperty("changes"));
        }

        public ValueTask DisposeAsync() => _tab?.DisposeAsync() ?? ValueTask.CompletedTask;

        private void Hear()
        {
            var heard = _tab!.Rest();
            foreach (var (_, body) in heard.Where(e => e.Type == "chat.changed"))
            {
                Take(body.GetProperty("changes"));
            }

            _tab.Forget();
        }

        private void Take(JsonElement changes)
        {
            foreach (var change in changes.EnumerateArray())
            {
                var offset = change.GetProperty("offset").GetInt64();
                if (offset <= _offset)
                {
                    continue;
                }

                Assert.Equal(_offset + 1, offset);
                _offset = offset;
                Seen.Add(change.GetProperty("message").GetProperty("messageId").GetGuid());
            }
        }
    }
}
