using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-1, API-7, API-9: no door opens by itself. New endpoints and commands are swept as soon as they are mapped.</summary>
public sealed class AuthorisationSweepTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    public static IReadOnlyList<string> Public { get; } =
    [
        "GET /api/v1/accounts/handles/{handle}", "POST /api/v1/accounts/codes", "POST /api/v1/accounts/codes/verify", "POST /api/v1/accounts", "POST /api/v1/accounts/recovery", "POST /api/v1/sessions",
        "GET /api/v1/sessions/current",
        "POST /api/v1/accounts/passkey/start", "POST /api/v1/sessions/passkey/start", "POST /api/v1/sessions/passkey",
        "GET /api/v1/rooms/{roomId}/preview", "GET /api/v1/invitations/{code}", "GET /api/v1/installation",
    ];

    /// <summary>What a stranger hears from a command that names a room he has no seat in.</summary>
    private static readonly Dictionary<string, string> s_refusals = new(StringComparer.Ordinal)
    {
        ["meeting.snapshot"] = "seat.needed",
        ["meeting.close"] = "mod.host_needed",
        ["meeting.lock"] = "mod.host_needed",
        ["meeting.admit"] = "mod.host_needed",
        ["meeting.refuse"] = "mod.host_needed",
        ["meeting.warn"] = "mod.host_needed",
        ["meeting.kick"] = "mod.host_needed",
        ["meeting.bans"] = "mod.host_needed",
        ["meeting.lift_ban"] = "mod.host_needed",
        ["meeting.delegate"] = "mod.host_needed",
        ["meeting.start_share"] = "seat.needed",
        ["meeting.stop_share"] = "seat.needed",
        ["meeting.set_share_policy"] = "mod.host_needed",
        ["meeting.stop_source"] = "mod.host_needed",
        ["meeting.set_device"] = "seat.needed",
        ["meeting.set_hand"] = "seat.needed",
        ["meeting.call_hand"] = "mod.host_needed",
        ["meeting.lower_hand"] = "mod.host_needed",
        ["meeting.react"] = "seat.needed",
        ["media.publish"] = "seat.needed",
        ["media.subscribe"] = "seat.needed",
        ["media.answer"] = "seat.needed",
        ["chat.send"] = "chat.not_found",
        ["chat.resume"] = "chat.not_found",
        ["chat.edit"] = "chat.not_found",
        ["chat.delete"] = "chat.not_found",
        ["chat.react"] = "chat.not_found",
        ["chat.pin"] = "chat.not_found",
        ["chat.read"] = "chat.not_found",
        ["chat.typing"] = "chat.not_found",
        ["chat.watch"] = "chat.not_found",
        ["chat.unwatch"] = "chat.not_found",
    };

    private IReadOnlyList<LiveContract> Commands => app.Services.GetRequiredService<LiveRoutes>().Commands;

    [Fact]
    public async Task Signed_out_every_endpoint_that_is_not_public_needs_a_session()
    {
        using var stranger = app.Browse();
        using var liar = app.Browse();
        liar.Cookie = new string('A', 43);
        var swept = 0;
        foreach (var path in app.Contract.Document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                var (method, address) = (new HttpMethod(operation.Name.ToUpperInvariant()), path.Name.TrimEnd('/'));
                if (Public.Contains($"{method} {address}"))
                {
                    continue;
                }

                var concrete = Regex.Replace(address.Replace("/api/v1/", "", StringComparison.Ordinal), @"\{[a-zA-Z]+\}", $"{Guid.CreateVersion7()}");
                foreach (var browser in (Browser[])[stranger, liar])
                {
                    using var body = operation.Value.TryGetProperty("requestBody", out var wanted)
                        ? new StringContent("{}", Encoding.UTF8, wanted.GetProperty("content").EnumerateObject().First().Name)
                        : null;
                    var (status, problem, _) = await browser.SendRawAsync(method, concrete, body);
                    Assert.True(status == HttpStatusCode.Unauthorized, $"{method} {address}: {status}");
                    Assert.Equal("auth.session_needed", problem.GetProperty("code").GetString());
                }

                swept++;
            }
        }

        Assert.True(swept >= 7, $"{swept}");
    }

    [Fact]
    public async Task Signed_out_no_live_connection_opens()
    {
        Assert.Equal(401, await RawSocket.UpgradeStatusAsync(app, null));
        Assert.Equal(401, await RawSocket.UpgradeStatusAsync(app, new string('A', 43)));
    }

    [Fact]
    public async Task Before_the_greeting_every_command_is_refused()
    {
        using var ada = await app.SeedAsync();
        await using var mute = await LiveTab.ConnectAsync(app.Address, ada.Cookie);
        foreach (var command in Commands.Where(c => c.Name != "live.hello"))
        {
            Assert.Equal("live.hello_needed", await mute.RefusedAsync(command.Name, Junk.Shaped(command.Body, Guid.CreateVersion7(), Json.Options)));
        }
    }

    [Fact]
    public async Task A_stranger_without_a_seat_gets_nothing_out_of_a_room()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync(new { password = "secret" });
        await using var adasTab = await people[0].TabAsync();
        await adasTab.EnterAsync(room);
        await adasTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "among us" });
        await using var tab = await people[1].TabAsync();
        var inRooms = Commands.Where(c => Json.Options.GetTypeInfo(c.Body).Properties.Any(p => p.Name == "roomId")).ToList();
        Assert.Equal(s_refusals.Keys.Append("meeting.enter").Append("meeting.leave").Append("meeting.stop_waiting").Order(), inRooms.Select(c => c.Name).Order());

        foreach (var (name, code) in s_refusals)
        {
            var body = Junk.Shaped(inRooms.Single(c => c.Name == name).Body, room, Json.Options);
            Assert.Equal((name, code), (name, await tab.RefusedAsync(name, body)));
        }

        Assert.Equal("room.password_wrong", await tab.EnterRefusedAsync(room, "guessed"));
        await tab.OkAsync("meeting.leave", new { roomId = room });
        await adasTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "still among us" });
        Assert.Empty(await tab.HeardSoFarAsync(app));
        Assert.Equal(1, (await adasTab.OkAsync("meeting.snapshot", new { roomId = room })).GetProperty("participants").GetArrayLength());
    }

    [Fact]
    public async Task In_a_room_that_does_not_exist_every_command_says_so()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        foreach (var command in Commands.Where(c => Json.Options.GetTypeInfo(c.Body).Properties.Any(p => p.Name == "roomId")))
        {
            var code = await tab.RefusedAsync(command.Name, Junk.Shaped(command.Body, Guid.CreateVersion7(), Json.Options));
            Assert.Equal((command.Name, command.Name.StartsWith("chat.", StringComparison.Ordinal) ? "chat.not_found" : "room.not_found"), (command.Name, code));
        }
    }
}
