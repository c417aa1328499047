using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;
using Person = StudyHub.Features.Tests.Harness.Browser;

namespace StudyHub.Features.Tests.Doors.Api;

/// <summary>
/// Thousands of requests made from the served document, by somebody signed out, a stranger, a member and the owner. Whoever asks: no failure of
/// the server's, no answer outside the document (the browser checks each), nothing of another's shown or changed.
/// </summary>
public sealed class ApiFuzzTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Marker = "비밀표지";
    private const string Ended = "auth.session_needed";

    private static readonly TimeSpan s_time = TimeSpan.FromSeconds(4);

    /// <summary>What needs no session; everything else answers 401 without one.</summary>
    private static readonly string[] s_public = [.. AuthorisationSweepTests.Public];

    private readonly int _seed = Environment.GetEnvironmentVariable("FUZZ_SEED") is { Length: > 0 } seed
        ? int.Parse(seed, CultureInfo.InvariantCulture) : Random.Shared.Next();

    [Fact]
    public async Task Signed_out_nothing_but_what_is_public_is_answered()
    {
        var world = await FoundAsync();
        using var nobody = app.Browse();

        await SendAsync(() => world, nobody, null, (forged, status, body) =>
        {
            var operation = $"{forged.Method} {forged.Template.TrimEnd('/')}";
            Assert.True(
                s_public.Contains(operation) || (status == HttpStatusCode.Unauthorized && Code(body) == Ended) || status is HttpStatusCode.RequestUriTooLong || (status is HttpStatusCode.BadRequest && body.Length == 0)
                || status == HttpStatusCode.UnsupportedMediaType, // Told by the routes, before anything is read.
                $"{status} {body}");
            Assert.DoesNotContain(Marker, body, StringComparison.Ordinal);
            Assert.DoesNotContain(world.Ada.Handle + "@", body, StringComparison.OrdinalIgnoreCase);
        });

        await world.UntouchedAsync();
    }

    [Fact]
    public async Task A_stranger_sees_and_changes_nothing_of_others()
    {
        var world = await FoundAsync();

        await SendAsync(() => world, null, () => app.SeedAsync(), (forged, status, body) =>
        {
            var isOthers = forged.Path.Contains($"{world.Group}", StringComparison.Ordinal) || forged.Path.Contains(world.AdasSession, StringComparison.Ordinal)
                || forged.Template.StartsWith("/api/v1/admin", StringComparison.Ordinal)
                || (forged.Path.Contains($"{world.Room}", StringComparison.Ordinal) && forged.Method != HttpMethod.Get);
            Assert.False(isOthers && (int)status < 300, $"{status} {body}");
            Assert.DoesNotContain(Marker, body, StringComparison.Ordinal);
            Assert.DoesNotContain(world.Ada.Handle + "@", body, StringComparison.OrdinalIgnoreCase);
        });

        await world.UntouchedAsync();
    }

    [Fact]
    public async Task A_member_changes_nothing_that_is_the_hosts()
    {
        var world = await FoundAsync();
        var before = await world.Ada.GetAsync($"groups/{world.Group}");

        // Members may leave; whoever did is replaced by somebody newly invited.
        await SendAsync(() => world, null, () => world.MemberAsync(app), (forged, status, body) =>
        {
            var isHosts = forged.Path.Contains($"{world.Group}", StringComparison.Ordinal) && forged.Method != HttpMethod.Get && !forged.Template.EndsWith("/leave", StringComparison.Ordinal)
                && !forged.Template.StartsWith("/api/v1/notifications/", StringComparison.Ordinal); // What a member hears of the group is the member's own.
            Assert.False(isHosts && (int)status < 300, $"{status} {body}");
            Assert.DoesNotContain(world.Ada.Handle + "@", body, StringComparison.OrdinalIgnoreCase);
        });

        var after = await world.Ada.GetAsync($"groups/{world.Group}");
        foreach (var field in (string[])["name", "notice", "memberLimit", "visibility", "joinPolicy"])
        {
            Assert.Equal(before.GetProperty(field).GetRawText(), after.GetProperty(field).GetRawText());
        }
    }

    [Fact]
    public async Task Whatever_an_owner_sends_is_answered_as_documented()
    {
        var world = await FoundAsync();

        await SendAsync(
            () => world,
            null,
            async () =>
            {
                world = await FoundAsync();
                return world.Ada;
            },
            (_, _, _) => { });

        Assert.Empty(app.Log.Errors);
    }

    /// <summary>Every operation in turn, each differently in each round, until the time is over; each at least five times.</summary>
    private async Task SendAsync(Func<World> world, Person? who, Func<Task<Person>>? signIn, Action<RequestForge.Forged, HttpStatusCode, string> check)
    {
        var forge = new RequestForge(app.Contract, new Random(_seed), name => world().Known[name]);
        var watch = Stopwatch.StartNew();
        var isTaken = who is null;
        var answered = new SortedDictionary<int, int>();
        for (var round = 0; round < 5 || watch.Elapsed < s_time; round++)
        {
            who = isTaken && round % 10 == 0 ? await signIn!() : who!;
            for (var index = 0; index < forge.Operations; index++)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(2)); // Limits would answer instead of what is tested.
                var forged = forge.Next(index);
                try
                {
                    using var content = forged.Body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(forged.Body));
                    content?.Headers.TryAddWithoutValidation("Content-Type", forged.ContentType);
                    var (status, body, _) = await who.SendRawAsync(
                        forged.Method, forged.Path["/api/v1/".Length..], content, forged.Key is null ? [] : [("Idempotency-Key", forged.Key)]);
                    answered[(int)status] = answered.GetValueOrDefault((int)status) + 1;
                    check(forged, status, body.ValueKind == JsonValueKind.Undefined ? "" : body.GetRawText());
                    if (isTaken && status == HttpStatusCode.Unauthorized && Code(body) == Ended)
                    {
                        who = await signIn!(); // Signed itself out, or deleted its account.
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    throw new Xunit.Sdk.XunitException($"FUZZ_SEED={_seed} round {round}: {forged}\n{e}");
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={_seed}: {string.Join(", ", answered.Select(a => $"{a.Value} × {a.Key}"))}");
    }

    private static string Code(JsonElement body) => body.ValueKind == JsonValueKind.Object ? Code(body.GetRawText()) : "";

    private static string Code(string problem) => problem.StartsWith('{') && JsonDocument.Parse(problem).RootElement.TryGetProperty("code", out var code) ? code.GetString()! : "";

    private async Task<World> FoundAsync()
    {
        var ada = await app.SeedAsync();
        var study = await Study.FoundAsync(ada, new { name = $"{Marker} 모임", visibility = "hidden", joinPolicy = "invite", memberLimit = 50 });
        await ada.SendAsync(HttpMethod.Put, $"groups/{study.Id}/notice", new { notice = $"{Marker} 공지" }, HttpStatusCode.OK);
        var room = await ada.CreateRoomAsync(new { title = "public title", password = "secret" });
        var session = (await ada.GetAsync("sessions")).GetProperty("items")[0].GetProperty("id").GetString()!;
        return new(ada, study, room, session, await study.InviteAsync());
    }

    /// <summary>What others must neither see nor change.</summary>
    private sealed record World(Person Ada, Study Study, Guid Room, string AdasSession, string Invitation)
    {
        public Guid Group => Study.Id;

        /// <summary>Everything a stranger might have heard of, but for the invitation.</summary>
        public ILookup<string, string> Known => new (string Name, string Value)[]
        {
            ("groupId", $"{Group}"), ("roomId", $"{Room}"), ("roomId", $"{Group}"), ("userId", $"{Ada.UserId}"), ("sessionId", AdasSession), ("handle", Ada.Handle),
            ("name", Ada.Handle), ("email", $"{Ada.Handle}@example.org"), ("ids", $"{Room}"), ("passkeyId", $"{Room}"), ("channel", "university"), ("joinPolicy", "open"),
        }.ToLookup(k => k.Name, k => k.Value);

        public async Task<Person> MemberAsync(StudyHubApp app)
        {
            var member = await app.SeedAsync();
            await member.PostAsync($"invitations/{await Study.InviteAsync(new { maxUses = 1 })}", null, HttpStatusCode.OK);
            return member;
        }

        public async Task UntouchedAsync()
        {
            var group = await Study.GetAsync();
            Assert.Equal(($"{Marker} 모임", $"{Marker} 공지"), (group.GetProperty("name").GetString(), group.GetProperty("notice").GetString()));
            Assert.Equal([(Ada.UserId, "owner")], await Study.MembersAsync());
            Assert.Equal("public title", (await Ada.GetAsync($"rooms/{Room}")).GetProperty("title").GetString());
            Assert.Equal($"{Ada.Handle}@example.org", (await Ada.GetAsync("me")).GetProperty("email").GetString());
            Assert.Single((await Ada.GetAsync("sessions")).GetProperty("items").EnumerateArray());
        }
    }
}
