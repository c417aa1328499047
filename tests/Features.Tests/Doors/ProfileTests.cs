using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-5, ACC-19, ACC-20.</summary>
public sealed class ProfileTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Png = "image/png";

    [Fact]
    public async Task Each_field_is_saved_alone()
    {
        using var ada = await app.SeedAsync();

        await ada.SendAsync(HttpMethod.Patch, "me", new { bio = "  새벽에 공부해요.\r\n함께해요 " }, HttpStatusCode.OK);
        await ada.SendAsync(HttpMethod.Patch, "me", new { link = "https://ada.example.org/책?a=b#c" }, HttpStatusCode.OK);
        var me = await ada.SendAsync(HttpMethod.Patch, "me", new { displayName = "에이다" }, HttpStatusCode.OK);

        Assert.Equal("새벽에 공부해요.\n함께해요", me.GetProperty("bio").GetString());
        Assert.Equal("https://ada.example.org/책?a=b#c", me.GetProperty("link").GetString());
        Assert.Equal("에이다", me.GetProperty("displayName").GetString());
        me = await ada.SendAsync(HttpMethod.Patch, "me", new { bio = "", link = "" }, HttpStatusCode.OK);
        Assert.Equal(("", JsonValueKind.Null), (me.GetProperty("bio").GetString(), me.GetProperty("link").ValueKind));
    }

    [Fact]
    public async Task Limits_hold_at_their_edge_and_one_fault_leaves_every_field_as_it_was()
    {
        using var ada = await app.SeedAsync();
        await ada.SendAsync(HttpMethod.Patch, "me", new { bio = new string('가', 300), link = "https://a.org/" + new string('x', 186) }, HttpStatusCode.OK);
        var before = await ada.GetAsync("me");
        string[] badLinks =
        [
            "https://a.org/" + new string('x', 187), "http://a.org", "javascript:alert(1)", "https://user:pass@a.org", "https://", "//a.org", "https://localhost",
            "https://a.org/ b", "ftp://a.org",
        ];

        foreach (var link in badLinks)
        {
            Assert.Equal((link, "profile.link_invalid"), (link, await ada.RefusedAsync(HttpMethod.Patch, "me", new { link, displayName = "New" }, HttpStatusCode.UnprocessableEntity)));
        }

        Assert.Equal("profile.bio_invalid", await ada.RefusedAsync(HttpMethod.Patch, "me", new { bio = new string('가', 301) }, HttpStatusCode.UnprocessableEntity));
        Assert.True(JsonElement.DeepEquals(before, await ada.GetAsync("me")));
    }

    [Fact]
    public async Task Anybody_signed_in_sees_a_profile_and_nobody_an_address()
    {
        using var ada = await app.SeedAsync();
        using var bob = await app.SeedAsync();
        using var stranger = app.Browse();
        await ada.SendAsync(HttpMethod.Patch, "me", new { bio = "Hello" }, HttpStatusCode.OK);

        var seen = await bob.GetAsync($"people/{ada.Handle.ToUpperInvariant()}");

        Assert.Equal("Hello", seen.GetProperty("bio").GetString());
        Assert.DoesNotContain("example.org", seen.ToString(), StringComparison.Ordinal);
        Assert.Equal("profile.not_found", await bob.RefusedAsync(HttpMethod.Get, "people/nobody_at_all", null, HttpStatusCode.NotFound));
        await bob.GetAsync("people/-", HttpStatusCode.NotFound);
        await stranger.GetAsync($"people/{ada.Handle}", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_picture_becomes_a_square_under_a_new_name_and_goes_when_it_is_removed()
    {
        using var ada = await app.SeedAsync();
        using var bob = await app.SeedAsync();
        using var stranger = app.Browse();

        var first = await PutAsync(ada, Pictures.Png(640, 480), Png, HttpStatusCode.OK);
        var address = first.GetProperty("avatar").GetString()!;

        var (status, type, content) = await bob.FetchAsync(address);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (status, type));
        Assert.Equal((512, 512), Pictures.WebpSize(content));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.FetchAsync(address)).Status);
        Assert.Equal(address, (await bob.GetAsync($"people/{ada.Handle}")).GetProperty("avatar").GetString());

        var second = await PutAsync(ada, Pictures.Png(10, 10), Png, HttpStatusCode.OK);
        Assert.NotEqual(address, second.GetProperty("avatar").GetString());
        await Eventually.TrueAsync(async () => (await bob.FetchAsync(address)).Status == HttpStatusCode.NotFound, "the old picture is gone");

        var without = await ada.SendAsync(HttpMethod.Delete, "me/avatar", null, HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Null, without.GetProperty("avatar").ValueKind);
        await Eventually.TrueAsync(
            async () => (await bob.FetchAsync(second.GetProperty("avatar").GetString()!)).Status == HttpStatusCode.NotFound, "the picture is gone");
    }

    [Fact]
    public async Task What_is_no_picture_leaves_the_old_one()
    {
        using var ada = await app.SeedAsync();
        var old = (await PutAsync(ada, Pictures.Png(20, 20), Png, HttpStatusCode.OK)).GetProperty("avatar").GetString();
        byte[][] bad = [[], "GIF89a"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), Pictures.Png(20, 20)[..^30], Pictures.PngBomb(60_000, 60_000), Pictures.PngBomb(6_001, 6_000)];

        foreach (var content in bad)
        {
            var problem = await PutAsync(ada, content, Png, HttpStatusCode.UnprocessableEntity);
            Assert.Equal("profile.image_invalid", problem.GetProperty("code").GetString());
        }

        await PutAsync(ada, Pictures.Png(20, 20), "image/gif", HttpStatusCode.UnsupportedMediaType);
        await PutAsync(ada, new byte[(5 * 1024 * 1024) + 1], Png, HttpStatusCode.RequestEntityTooLarge);
        await PutAsync(ada, new byte[5 * 1024 * 1024], Png, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(old, (await ada.GetAsync("me")).GetProperty("avatar").GetString());
    }

    [Theory]
    [InlineData("..%2F..%2Fstudyhub.db")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public async Task A_guessed_name_is_no_picture(string name)
    {
        using var ada = await app.SeedAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await ada.FetchAsync($"/api/v1/avatars/{name}")).Status);
    }

    private static async Task<JsonElement> PutAsync(Browser person, byte[] content, string type, HttpStatusCode expected)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue(type);
        var (status, json, _) = await person.SendRawAsync(HttpMethod.Put, "me/avatar", body, ("Expect", "100-continue"));
        Assert.True(status == expected, $"{(int)status} instead of {(int)expected}: {json}");
        return json;
    }
}
