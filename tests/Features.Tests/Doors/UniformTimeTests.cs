using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>With the password hash that the product has.</summary>
public sealed class ProductHashApp : StudyHubApp
{
    protected override int HashRounds => new PasswordHasherOptions().IterationCount;
}

/// <summary>ACC-9, ACC-13: how long an answer takes does not tell whether somebody has an account.</summary>
public sealed class UniformTimeTests(ProductHashApp app) : IClassFixture<ProductHashApp>
{
    private const int Tries = 200;
    private const int Between = 20;
    private static readonly TimeSpan s_allowed = TimeSpan.FromMilliseconds(50);

    [Theory]
    [InlineData("sign_up")]
    [InlineData("recovery")]
    [InlineData("sign_in")]
    public async Task Known_and_unknown_people_wait_alike(string what)
    {
        var hash = app.Services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(null!, Browser.Password);
        var people = await Crowd.SeedAsync(app.Services, Tries + 1, hash);
        using var browser = app.Browse();
        await TryAsync(browser, what, people[Tries].Handle);
        await TryAsync(browser, what, "nobody_at_all");
        var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());

        for (var i = 0; i < Tries; i++)
        {
            // In turn, so that whatever else the machine does meets both alike; and in both orders.
            var stranger = $"n{Guid.CreateVersion7().ToString("N")[^15..]}";
            if (i % 2 == 0)
            {
                known.Add(await TryAsync(browser, what, people[i].Handle));
            }

            unknown.Add(await TryAsync(browser, what, stranger));
            if (i % 2 == 1)
            {
                known.Add(await TryAsync(browser, what, people[i].Handle));
            }

            if (i % Between == Between - 1)
            {
                app.Clock.Advance(TimeSpan.FromHours(1)); // The limits of one network address.
            }
        }

        var apart = Median(known) - Median(unknown);
        TestContext.Current.SendDiagnosticMessage($"{what}: known {Median(known).TotalMilliseconds:0.0} ms, unknown {Median(unknown).TotalMilliseconds:0.0} ms");
        Assert.True(apart.Duration() <= s_allowed, $"{what}: {Median(known)} and {Median(unknown)}");
    }

    private static async Task<TimeSpan> TryAsync(Browser browser, string what, string handle)
    {
        var (path, body, expected) = what == "sign_in"
            ? ("sessions", (object)new { name = $"{handle}@example.org", password = "wrong password" }, HttpStatusCode.Unauthorized)
            : ("accounts/codes", new { email = $"{handle}@example.org", purpose = what }, HttpStatusCode.Accepted);
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        var started = Stopwatch.GetTimestamp();
        var (status, _, _) = await browser.SendRawAsync(HttpMethod.Post, path, content);
        var took = Stopwatch.GetElapsedTime(started);
        Assert.Equal(expected, status);
        return took;
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
