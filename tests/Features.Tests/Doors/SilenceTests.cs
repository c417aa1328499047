using System.Diagnostics;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>A tab whose signs of life end, though its socket stands (specification §4: contact lost after 15 s).</summary>
public sealed class SilenceTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact(Timeout = 100_000)]
    public async Task Who_gives_no_sign_of_life_is_lost_and_held_and_comes_back_to_everything_said_meanwhile()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var alive = await people[0].TabAsync();
        await alive.EnterAsync(room);
        await using var silent = await people[1].TabAsync();
        var entered = await silent.EnterAsync(room);
        var watch = Stopwatch.StartNew();

        while (!silent.Closed.IsCompleted)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "The silent tab is still connected.");
            await alive.OkAsync("live.beat", new { });
            await Task.WhenAny(silent.Closed, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
        }

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(14), $"Given up after {watch.Elapsed}.");
        var seat = entered.GetProperty("seat").GetProperty("seatId").GetGuid();
        await alive.HearMeetingAsync("held", held => held.GetProperty("seatId").GetGuid() == seat);
        await alive.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "are you there?" });
        await using var back = await people[1].TabAsync(silent.DeviceKey);
        Assert.True((await back.EnterAsync(room)).GetProperty("seat").GetProperty("resumed").GetBoolean());
        var chat = entered.GetProperty("chat");
        var resumed = await back.OkAsync("chat.resume", new { roomId = room, epoch = chat.GetProperty("epoch").GetString(), offset = chat.GetProperty("offset").GetInt64() });
        Assert.Equal("are you there?", Assert.Single(resumed.GetProperty("changes").EnumerateArray()).GetProperty("message").GetProperty("text").GetString());
        await alive.OkAsync("live.beat", new { });
    }
}
