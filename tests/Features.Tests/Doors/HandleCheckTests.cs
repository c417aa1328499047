using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-2, ACC-3.</summary>
public sealed class HandleCheckTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_handle_nobody_has_is_free_and_one_that_somebody_has_is_not_whatever_its_case()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var ada = await app.SeedAsync();
        using var stranger = app.Browse();

        var free = await stranger.GetAsync("accounts/handles/nobody_yet");
        var taken = await stranger.GetAsync($"accounts/handles/{ada.Handle}");
        var capitals = await stranger.GetAsync($"accounts/handles/{ada.Handle.ToUpperInvariant()}");

        Assert.True(free.GetProperty("available").GetBoolean());
        Assert.False(taken.GetProperty("available").GetBoolean());
        Assert.False(capitals.GetProperty("available").GetBoolean());
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("a12345678901234567890")]
    [InlineData("1abc")]
    [InlineData("_abc")]
    [InlineData("a-b-c")]
    [InlineData("가나다라")]
    [InlineData("a%20b%20c")]
    [InlineData("%E2%84%AAelvin")]
    public async Task What_can_be_nobodys_handle_is_refused(string handle)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stranger = app.Browse();

        Assert.Equal("account.handle_invalid", await stranger.RefusedAsync(HttpMethod.Get, $"accounts/handles/{handle}", null, HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task The_31st_question_in_a_minute_waits()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stranger = app.Browse();
        for (var i = 0; i < 30; i++)
        {
            await stranger.GetAsync($"accounts/handles/abc{i}");
        }

        app.Clock.Advance(TimeSpan.FromSeconds(20));
        var (status, problem, response) = await stranger.SendRawAsync(HttpMethod.Get, "accounts/handles/abc", null);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("rate.limited", problem.GetProperty("code").GetString());
        Assert.Equal(TimeSpan.FromSeconds(40), response.Headers.RetryAfter?.Delta);
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        await stranger.GetAsync("accounts/handles/abc");
    }
}
