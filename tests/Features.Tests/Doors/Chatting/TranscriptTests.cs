using System.Text.Json.Nodes;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>The web client's reducers and the server agree about a conversation (see <see cref="Transcript"/>).</summary>
public sealed class TranscriptTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task The_web_clients_transcript_is_what_the_server_says()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        var (ada, bob) = (0, 1);
        await room.SendAsync(ada, "before anybody listens");
        var old = await room.SendAsync(bob, "an old one");
        var before = await SnapshotAsync(room);

        var offset = await room.SendAsync(ada, "what is a *ring*?");
        await room.SendAsync(bob, $"a group and more, @{room.People[ada].Handle}", replyTo: offset);
        await room.DoAsync(ada, "react", new { sequence = offset + 1, emoji = "👍", on = true });
        await room.DoAsync(bob, "react", new { sequence = offset + 1, emoji = "🎉", on = true });
        await room.DoAsync(ada, "edit", new { sequence = offset, text = "what is a *field*?" });
        await room.DoAsync(ada, "pin", new { sequence = offset + 1, on = true });
        await room.DoAsync(ada, "react", new { sequence = offset + 1, emoji = "👍", on = false });
        await room.SendAsync(ada, "never mind", replyTo: old);
        await room.DoAsync(ada, "delete", new { sequence = old });
        var last = await room.DoAsync(ada, "delete", new { sequence = offset });

        var changes = new JsonArray();
        while (changes.Count == 0 || changes[^1]!["changes"]![0]!["offset"]!.GetValue<long>() < last)
        {
            var heard = await room.Tabs[bob].HearAsync("chat.changed");
            if (heard.GetProperty("changes")[0].GetProperty("offset").GetInt64() >= offset)
            {
                changes.Add(Transcript.Copy(heard));
            }
        }

        await Transcript.CompareAsync("web/src/features/chat/transcript.json", new()
        {
            ["me"] = room.People[bob].UserId.ToString(),
            ["before"] = before,
            ["changes"] = changes,
            ["after"] = await SnapshotAsync(room),
        });
    }

    private static async Task<JsonNode?> SnapshotAsync(ChatRoom room) => Transcript.Copy((await room.Tabs[1].EnterAsync(room.Id)).GetProperty("chat"));
}
