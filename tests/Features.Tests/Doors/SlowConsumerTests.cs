using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Web.Live;

namespace StudyHub.Features.Tests.Doors;

/// <summary>API-8, MEET-24: who does not listen delays nobody.</summary>
public sealed class SlowConsumerTests(SlowConsumerTests.ManyWords app) : IClassFixture<SlowConsumerTests.ManyWords>
{
    /// <summary>A server on which the writers need not wait.</summary>
    public sealed class ManyWords : StudyHubApp
    {
        public ManyWords() => Settings = """{ "Chat": { "MessagesPerTenSeconds": "1000000" } }""";
    }

    [Fact]
    public async Task Who_stops_reading_is_closed_while_the_others_hear_everything_without_delay()
    {
        var people = await app.SeedAsync(10);
        var room = await people[0].CreateRoomAsync();
        await using var hearer = await people[0].TabAsync();
        await hearer.EnterAsync(room);
        var writers = await Task.WhenAll(people.Skip(2).Select(person => person.TabAsync()));
        foreach (var writer in writers)
        {
            await writer.EnterAsync(room);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var deaf = await RawSocket.OpenAsync(app, people[1].Cookie);
        await deaf.CallAsync(1, "live.hello", new { device = LiveTab.Key(), label = "deaf" });
        await deaf.CallAsync(2, "meeting.enter", new { roomId = room, call = LiveTab.Key() });
        Assert.True((await deaf.AnswerAsync(2))?.GetProperty("value").TryGetProperty("seat", out _));
        var connections = app.Services.GetRequiredService<LiveConnections>();
        Assert.Equal(10, connections.Count);
        var text = new string('가', 4_000); // 12 KB on the wire
        var (sent, slowest) = (0, TimeSpan.Zero);
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1) / 50); // A tab may send so many commands a second, however fast they are answered.
        var watch = Stopwatch.StartNew();
        while (connections.Count == 10)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(12), $"Still connected after {sent} messages."); // After 15 s silence alone would close it.
            await hearer.OkAsync("live.beat", new { }); // Who only listens must show life, too.
            var asked = watch.Elapsed;
            await Task.WhenAll(writers.Select(writer => writer.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text })));
            for (var i = 0; i < writers.Length; i++)
            {
                sent++;
                await hearer.HearAsync("chat.changed", body => body.GetProperty("changes")[0].GetProperty("offset").GetInt64() == sent);
            }

            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, (watch.Elapsed - asked).Ticks));
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(slowest < TimeSpan.FromSeconds(2), $"Somebody waited {slowest}.");
        await hearer.HearMeetingAsync("held");
        var rest = await deaf.RestAsync();
        Assert.True(rest.Count < sent, "The deaf one has heard everything after all.");
        foreach (var writer in writers)
        {
            await writer.DisposeAsync();
            writer.Rest(); // What this test's own tabs remember of what they heard is not the server's memory.
            writer.Forget();
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100_000_000);
    }
}
