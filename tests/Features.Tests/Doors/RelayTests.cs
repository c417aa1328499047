using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MEET-26: who enters gets what the operator's relays ask for.</summary>
public sealed class RelayTests
{
    [Fact]
    public async Task Credentials_belong_to_one_user_and_last_an_hour()
    {
        await using var app = new StudyHubApp
        {
            Settings = """{ "Media": { "Relays": "turn:relay.example.org:3478; turns:relay.example.org:5349", "RelaySecret": "a shared secret" } }""",
        };
        await app.InitializeAsync();
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        var room = await ada.CreateRoomAsync();

        var entered = await tab.EnterAsync(room);

        var relay = entered.GetProperty("media").GetProperty("iceServers").EnumerateArray().Single();
        var probed = await tab.OkAsync("media.probe", ProbeTests.Probe());
        Assert.Equal(relay.GetRawText(), probed.GetProperty("iceServers").EnumerateArray().Single().GetRawText());
        var name = relay.GetProperty("username").GetString()!;
        var expires = app.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(["turn:relay.example.org:3478", "turns:relay.example.org:5349"], relay.GetProperty("urls").EnumerateArray().Select(url => url.GetString()));
        Assert.Equal($"{expires}:{ada.UserId}", name);
#pragma warning disable CA5350 // What relays expect.
        Assert.Equal(
            Convert.ToBase64String(HMACSHA1.HashData("a shared secret"u8, Encoding.UTF8.GetBytes(name))), relay.GetProperty("credential").GetString());
#pragma warning restore CA5350
    }

    [Fact]
    public async Task Without_relays_there_is_nothing_to_hand_out()
    {
        await using var app = new StudyHubApp();
        await app.InitializeAsync();
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();

        var entered = await tab.EnterAsync(await ada.CreateRoomAsync());

        Assert.Empty(entered.GetProperty("media").GetProperty("iceServers").EnumerateArray());
        Assert.Empty((await tab.OkAsync("media.probe", ProbeTests.Probe())).GetProperty("iceServers").EnumerateArray());
    }
}
