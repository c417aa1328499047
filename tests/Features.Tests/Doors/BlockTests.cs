using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MOD-2.</summary>
public sealed class BlockTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_block_reaches_all_own_tabs_and_nobody_else()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        await using var first = await ada.TabAsync();
        await using var second = await ada.TabAsync();
        await using var bobs = await bob.TabAsync();

        await ada.SendAsync(HttpMethod.Put, $"blocks/{bob.UserId}", null, HttpStatusCode.NoContent);
        await ada.SendAsync(HttpMethod.Put, $"blocks/{bob.UserId}", null, HttpStatusCode.NoContent); // Again changes nothing.

        foreach (var tab in (LiveTab[])[first, second])
        {
            var heard = await tab.HearAsync("blocks.changed");
            Assert.Equal((bob.UserId, true), (heard.GetProperty("userId").GetGuid(), heard.GetProperty("blocked").GetBoolean()));
        }

        Assert.Empty(await bobs.HeardSoFarAsync(app));
        Assert.Equal([bob.UserId], await BlockedAsync(ada));
        Assert.Empty(await BlockedAsync(bob));
        await ada.SendAsync(HttpMethod.Delete, $"blocks/{bob.UserId}", null, HttpStatusCode.NoContent);
        Assert.False((await first.HearAsync("blocks.changed")).GetProperty("blocked").GetBoolean());
        Assert.Empty(await BlockedAsync(ada));
    }

    [Fact]
    public async Task Nobody_blocks_oneself_or_somebody_who_is_not_there()
    {
        using var ada = await app.SeedAsync();

        Assert.Equal("mod.self_target", await ada.RefusedAsync(HttpMethod.Put, $"blocks/{ada.UserId}", null, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("block.not_found", await ada.RefusedAsync(HttpMethod.Put, $"blocks/{Guid.CreateVersion7()}", null, HttpStatusCode.NotFound));
        Assert.Equal("block.not_found", await ada.RefusedAsync(HttpMethod.Put, "blocks/nobody", null, HttpStatusCode.NotFound));
    }

    private static async Task<IEnumerable<Guid>> BlockedAsync(Browser who) =>
        (await who.GetAsync("blocks")).GetProperty("items").EnumerateArray().Select((JsonElement b) => b.GetProperty("userId").GetGuid());
}
