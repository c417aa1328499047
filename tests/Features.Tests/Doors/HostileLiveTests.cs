using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Features.Tests.Doors;

/// <summary>API-7, API-8: whatever a tab says gets a result or a code, never a failure, and nobody else suffers.</summary>
public sealed class HostileLiveTests(StudyHubApp app) : IClassFixture<StudyHubApp>, IAsyncDisposable
{
    private IReadOnlyList<LiveContract> Commands => app.Services.GetRequiredService<LiveRoutes>().Commands;

    [Fact]
    public async Task An_unknown_command_is_told()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        foreach (var name in (string?[])["", "chat.shout", "LIVE.BEAT", "live.beat ", "__proto__", new('x', 10_000), null])
        {
            Assert.Equal("live.unknown_command", await tab.RefusedAsync(name!, new { }));
        }
    }

    [Fact]
    public async Task Every_part_of_every_body_takes_anything_without_a_failure()
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync(new { microphonePolicy = "open" });
        var sent = 0;
        foreach (var command in Commands)
        {
            foreach (var bodies in Junk.Spoil(Junk.Shaped(command.Body, room, Json.Options)).Where(body => !body.Contains("\\ud800", StringComparison.Ordinal)).Chunk(90)) // A tab's burst is 100.
            {
                await using var tab = await ada.TabAsync();
                await tab.EnterAsync(room, move: true);
                foreach (var body in bodies)
                {
                    Assert.False(tab.Closed.IsCompleted, $"{command.Name} ended the connection before {body[..Math.Min(200, body.Length)]}");
                    await AnsweredAsync(tab, command.Name, body);
                    sent++;
                }
            }
        }

        Assert.True(sent > 1_000, sent.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Random_bodies_to_every_command_are_answered()
    {
        using var owner = await app.SeedAsync(); // Whoever sends junk may not close the room by chance.
        using var ada = await app.SeedAsync();
        var room = await owner.CreateRoomAsync();
        await using var ownersTab = await owner.TabAsync();
        await ownersTab.EnterAsync(room);
        var names = Commands.SelectMany(c => Json.Options.GetTypeInfo(c.Body).Properties.Select(p => p.Name)).Concat(["mid", "seatId", "source", "width"]).Distinct().ToList();
        var bodies = Gen.Select(Gen.Int[0, Commands.Count - 1], Junk.Any(names));

        await bodies.Array[60].SampleAsync(
            async batch =>
            {
                await using var tab = await ada.TabAsync();
                await tab.EnterAsync(room, move: true);
                foreach (var (command, body) in batch)
                {
                    if (body is JsonObject fields && fields.ContainsKey("roomId"))
                    {
                        fields["roomId"] = room.ToString();
                    }

                    await AnsweredAsync(tab, Commands[command].Name, body?.ToJsonString() ?? "null");
                }

                Assert.Empty(app.Log.Errors);
            },
            iter: 20,
            threads: 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fifteen_chars__")]
    [InlineData("65_characters____________________________________________________")]
    [InlineData("spaces are no key at all")]
    [InlineData("한글은열쇠가되지못합니다한글은열쇠")]
    [InlineData("newline_at_the_end\n")]
    public async Task A_bad_device_key_is_refused(string? device)
    {
        using var ada = await app.SeedAsync();
        await using var tab = await LiveTab.ConnectAsync(app.Address, ada.Cookie);

        Assert.Equal(device is null ? "live.bad_body" : "live.device_invalid", await tab.RefusedAsync("live.hello", new { device, label = "x" }));
        Assert.Equal("live.hello_needed", await tab.RefusedAsync("live.beat", new { }));
        await tab.OkAsync("live.hello", new { device = LiveTab.Key(), label = new string('x', 5_000) });
    }

    [Fact]
    public async Task A_second_greeting_with_the_same_key_changes_nothing_and_with_another_gives_no_two_seats()
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var tab = await ada.TabAsync();
        await tab.EnterAsync(room);
        await tab.OkAsync("live.hello", new { device = tab.DeviceKey, label = "again" });
        await tab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });

        await tab.CallAsync("live.hello", new { device = LiveTab.Key(), label = "another" });
        await using var first = await ada.TabAsync(tab.DeviceKey);
        var entered = await first.EnterAsync(room, move: true);

        Assert.Single(entered.GetProperty("meeting").GetProperty("participants").EnumerateArray());
    }

    [Fact]
    public async Task Too_many_commands_at_once_are_refused_and_later_ones_are_not()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => tab.CallAsync("live.beat", new { })));

        var refused = answers.Where(a => a.GetProperty("error").ValueKind == JsonValueKind.Object).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, r => Assert.Equal("rate.limited", r.GetProperty("error").GetProperty("code").GetString()));
        Assert.True(answers.Length - refused.Count >= 99); // The greeting was the first of the hundred.
        await Eventually.TrueAsync(async () => (await tab.CallAsync("live.beat", new { })).GetProperty("error").ValueKind == JsonValueKind.Null, "commands are taken again");
    }

    [Fact]
    public async Task A_body_over_256_kb_is_told_and_the_next_command_is_taken()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        var room = Guid.CreateVersion7();

        Assert.Equal("live.frame_too_large", await tab.RefusedAsync("chat.send", new { roomId = room, messageId = room, text = new string('x', 300_000) }));
        await tab.OkAsync("live.beat", new { });
        var around = JsonSerializer.SerializeToUtf8Bytes(new { roomId = room, messageId = room, text = "" }, JsonSerializerOptions.Web).Length;
        Assert.Equal("live.frame_too_large", await tab.RefusedAsync("chat.send", new { roomId = room, messageId = room, text = new string('x', (256 * 1024) - around + 1) }));
        Assert.Equal("chat.not_found", await tab.RefusedAsync("chat.send", new { roomId = room, messageId = room, text = new string('x', (256 * 1024) - around) }));
    }

    [Fact]
    public async Task A_frame_of_2_mb_ends_the_connection_and_no_other()
    {
        var people = await app.SeedAsync(2);
        await using var other = await people[1].TabAsync();
        using var raw = await RawSocket.OpenAsync(app, people[0].Cookie);

        await raw.CallAsync(1, "live.hello", new { device = LiveTab.Key(), label = new string('x', 2_000_000) });

        Assert.Null(await raw.AnswerAsync(1));
        await other.OkAsync("live.beat", new { });
    }

    [Theory]
    [InlineData("""{"id":1,"name":"live.beat"}""", 1)]
    [InlineData("""{"id":1,"body":{}}""", 1)]
    [InlineData("""{"id":1,"name":7,"body":{}}""", 1)]
    [InlineData("""{"id":1,"name":["live.beat"],"body":{}}""", 1)]
    [InlineData("""{"id":1,"name":"\ud800","body":{}}""", 1)]
    [InlineData("""{"id":1,"name":"live.hello","body":{"device":"\ud800aaaaaaaaaaaaaaaa","label":"\ud800"}}""", 1)]
    [InlineData("""{"id":1,"name":"live.hello","body":DEEP200}""", 1)]
    [InlineData("""{"id":1,"name":"live.hello","body":DEEP2000}""", null)]
    [InlineData("""{"id":"1","name":"live.beat","body":{}}""", null)]
    [InlineData("""{"id":1.5,"name":"live.beat","body":{}}""", null)]
    [InlineData("""{"id":99999999999999999999,"name":"live.beat","body":{}}""", null)]
    [InlineData("""{"name":"live.beat","body":{}}""", null)]
    [InlineData("""{"id":1""", null)]
    [InlineData("""{"id":1,"name":"live.beat","body":{}}{"id":2}""", null)]
    [InlineData("not json", null)]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("7", null)]
    public async Task Frames_that_are_no_commands_are_answered_and_the_next_one_is_taken(string frame, int? id)
    {
        using var ada = await app.SeedAsync();
        using var raw = await RawSocket.OpenAsync(app, ada.Cookie);

        await raw.WriteAsync(frame.Replace("DEEP2000", Junk.Deep(2_000), StringComparison.Ordinal).Replace("DEEP200", Junk.Deep(200), StringComparison.Ordinal));

        var answer = JsonDocument.Parse((await raw.ReadAsync())!).RootElement;
        Assert.Equal(id, answer.GetProperty("id").ValueKind == JsonValueKind.Null ? null : answer.GetProperty("id").GetInt32());
        Assert.Contains(answer.GetProperty("error").GetProperty("code").GetString(), (string[])["live.bad_frame", "live.bad_body"]);
        await raw.CallAsync(8, "live.hello", new { device = LiveTab.Key(), label = "x" });
        Assert.Equal(JsonValueKind.Null, (await raw.AnswerAsync(8))!.Value.GetProperty("error").ValueKind);
    }

    [Fact]
    public async Task A_command_in_many_pieces_is_one_and_what_is_no_text_ends_the_connection()
    {
        using var ada = await app.SeedAsync();
        using var raw = await RawSocket.OpenAsync(app, ada.Cookie);
        foreach (var piece in (string[])["""{"id":1,"na""", """me":"live.hello","body":{"device":""", $"\"{LiveTab.Key()}\"", ""","label":""", "\"x\"}"])
        {
            await raw.WriteAsync(piece, isWhole: false);
        }

        await raw.WriteAsync("}");
        Assert.Equal(JsonValueKind.Null, (await raw.AnswerAsync(1))!.Value.GetProperty("error").ValueKind);

        await raw.WriteAsync("""{"id":2,"name":"live.beat","body":{}}""", WebSocketMessageType.Binary);

        Assert.Null(await raw.ReadAsync());
    }

    [Fact]
    public async Task A_flood_of_broken_frames_is_held_back_like_any_other()
    {
        using var ada = await app.SeedAsync();
        using var raw = await RawSocket.OpenAsync(app, ada.Cookie);
        for (var i = 0; i < 150; i++)
        {
            await raw.WriteAsync("broken");
        }

        var codes = new List<string?>();
        for (var i = 0; i < 150; i++)
        {
            codes.Add(JsonDocument.Parse((await raw.ReadAsync())!).RootElement.GetProperty("error").GetProperty("code").GetString());
        }

        Assert.Contains("live.bad_frame", codes);
        Assert.Contains("rate.limited", codes);
    }

    [Fact]
    public async Task Random_bytes_in_frames_of_any_kind_are_answered_or_end_that_connection_alone()
    {
        var people = await app.SeedAsync(2);
        await using var other = await people[1].TabAsync();
        var frames = Gen.Select(Gen.Byte.Array[0, 300], Gen.Bool, Gen.Bool).Array[1, 20];

        await frames.SampleAsync(
            async batch =>
            {
                using var raw = await RawSocket.OpenAsync(app, people[0].Cookie);
                foreach (var (bytes, isText, isWhole) in batch)
                {
                    if (!await raw.TryWriteAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, isWhole))
                    {
                        break;
                    }
                }

                Assert.Empty(app.Log.Errors);
            },
            iter: 100,
            threads: 1);

        await other.OkAsync("live.beat", new { });
    }

    [Fact]
    public async Task Bytes_that_are_no_websocket_at_all_end_that_connection_alone()
    {
        var people = await app.SeedAsync(2);
        await using var other = await people[1].TabAsync();

        await Gen.Byte.Array[1, 2_000].SampleAsync(
            async junk =>
            {
                using var tcp = await RawSocket.UpgradeAsync(app, people[0].Cookie);
                await tcp.SendAsync(junk, RawSocket.Deadline());
                tcp.Shutdown(SocketShutdown.Send);
                var buffer = new byte[4_096];
                while (await tcp.TryReceiveAsync(buffer, RawSocket.Deadline()) > 0)
                {
                }

                Assert.Empty(app.Log.Errors);
            },
            iter: 100,
            threads: 1);

        await other.OkAsync("live.beat", new { });
    }

    [Theory]
    [InlineData("")]
    [InlineData("v=0")]
    [InlineData("v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")]
    [InlineData("v=0\r\nm=audio 99999999999 UDP/TLS/RTP/SAVPF 111 111 111\r\na=mid:0\r\na=ice-ufrag:x\r\na=ice-pwd:y\r\na=fingerprint:sha-256 00\r\n")]
    [InlineData("v=0\na=group:BUNDLE 0 0 0 0\na=fingerprint:md5 zz\nm=video 0 X 1\na=mid:\na=ssrc:99999999999999999999 cname:x\n")]
    public async Task A_forged_description_is_invalid(string sdp)
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var tab = await ada.TabAsync();
        await tab.EnterAsync(room);
        object[] tracks = [new { mid = "0", source = "microphone" }, new { mid = "0", source = "camera" }];

        Assert.Equal("media.sdp_invalid", await tab.RefusedAsync("media.publish", new { roomId = room, sdp, tracks }));
        Assert.Contains(await tab.RefusedAsync("media.answer", new { roomId = room, revision = 1, sdp }), (string[])["media.sdp_invalid", "media.revision_stale"]);
        Assert.Equal("media.sdp_invalid", await tab.RefusedAsync("media.publish", new { roomId = room, sdp = string.Concat(Enumerable.Repeat(sdp + "a=x\r\n", 500)), tracks }));
        var wanted = Enumerable.Range(0, 65).Select(_ => new { seatId = Guid.CreateVersion7(), source = "camera", width = -1, height = int.MaxValue });
        Assert.Equal("media.too_many_tracks", await tab.RefusedAsync("media.subscribe", new { roomId = room, tracks = wanted }));
        Assert.Equal(JsonValueKind.Null, (await tab.OkAsync("media.subscribe", new { roomId = room, tracks = wanted.Take(64) })).GetProperty("offer").ValueKind);
    }

    /// <summary>Whatever a test sent: nothing of it was a failure of the server's own, and the next is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.Empty(app.Log.Errors);
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        await tab.OkAsync("live.beat", new { });
    }

    private static async Task AnsweredAsync(LiveTab tab, string name, string body)
    {
        JsonElement reply;
        try
        {
            reply = await tab.CallAsync(name, JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 100 }).RootElement);
        }
        catch (JsonException)
        {
            return; // Deeper than this client writes.
        }

        var error = reply.GetProperty("error");
        Assert.False(
            error.ValueKind == JsonValueKind.Object && error.GetProperty("code").GetString() is "live.failed" or "rate.limited" or "live.closing",
            $"{name} {body[..Math.Min(200, body.Length)]}: {reply}");
    }
}
