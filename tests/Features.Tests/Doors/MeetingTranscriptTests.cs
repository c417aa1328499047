using System.Text.Json.Nodes;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>The web client's reducers and the server agree about a meeting (see <see cref="Transcript"/>).</summary>
public sealed class MeetingTranscriptTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task The_web_clients_transcript_is_what_the_server_says()
    {
        var people = await app.SeedAsync(3);
        var room = await people[0].CreateRoomAsync(new { microphonePolicy = "open" });
        await using var ada = await people[0].TabAsync();
        await using var bob = await people[1].TabAsync();
        await using var cem = await people[2].TabAsync();
        await ada.EnterAsync(room);
        var entered = await bob.EnterAsync(room);
        var (before, bobs) = (Transcript.Copy(entered.GetProperty("meeting")), entered.GetProperty("seat").GetProperty("seatId").GetGuid());

        await ada.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });
        var seat = (await cem.EnterAsync(room)).GetProperty("seat").GetProperty("seatId").GetGuid();
        await cem.OkAsync("meeting.set_device", new { roomId = room, source = "microphone", on = true });
        await cem.OkAsync("meeting.start_share", new { roomId = room, sound = true });
        await ada.OkAsync("meeting.stop_source", new { roomId = room, seatId = seat, source = "microphone" });
        await ada.OkAsync("meeting.start_share", new { roomId = room, sound = false });
        await ada.OkAsync("meeting.lock", new { roomId = room, locked = true });
        await ada.OkAsync("meeting.set_share_policy", new { roomId = room, policy = "hosts" });
        foreach (var tab in (LiveTab[])[bob, cem, ada])
        {
            await tab.OkAsync("meeting.set_hand", new { roomId = room, raised = true });
        }

        await ada.OkAsync("meeting.call_hand", new { roomId = room, seatId = bobs });
        await ada.OkAsync("meeting.lower_hand", new { roomId = room, seatId = seat });
        await bob.OkAsync("meeting.set_hand", new { roomId = room, raised = true });
        await cem.OkAsync("meeting.set_hand", new { roomId = room, raised = true });
        await ada.OkAsync("meeting.set_hand", new { roomId = room, raised = false });
        await cem.OkAsync("meeting.leave", new { roomId = room });
        await ada.OkAsync("meeting.stop_share", new { roomId = room });
        await ada.OkAsync("meeting.delegate", new { roomId = room, userId = people[1].UserId });
        var after = Transcript.Copy(await ada.OkAsync("meeting.snapshot", new { roomId = room }));

        var changes = new JsonArray();
        while (changes.Count == 0 || changes[^1]!["version"]!.GetValue<long>() < after!["version"]!.GetValue<long>())
        {
            var heard = Transcript.Copy(await bob.HearAsync("meeting.changed"));
            if (heard!["version"]!.GetValue<long>() > before!["version"]!.GetValue<long>())
            {
                changes.Add(heard);
            }
        }

        await Transcript.CompareAsync("web/src/features/meetings/transcript.json", new() { ["before"] = before, ["changes"] = changes, ["after"] = after });
    }
}
