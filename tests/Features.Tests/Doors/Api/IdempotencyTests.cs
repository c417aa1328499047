using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Server;

namespace StudyHub.Features.Tests.Doors.Api;

/// <summary>API-4.</summary>
public sealed class IdempotencyTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Room = """{"title":"once","channel":"high"}""";

    /// <summary>
    /// Creates whose answer must not be kept: it begins a session, and nobody is signed in whose key it could be. A file that was uploaded twice and sent
    /// once goes by itself.
    /// </summary>
    private static readonly string[] s_neverKept =
        ["POST /api/v1/accounts", "POST /api/v1/rooms/{roomId}/files", "POST /api/v1/sessions", "POST /api/v1/sessions/passkey"];

    [Fact]
    public void Every_create_takes_a_key_in_the_document()
    {
        var creates = from path in app.Contract.Document.GetProperty("paths").EnumerateObject()
                      where path.Value.TryGetProperty("post", out var post) && post.GetProperty("responses").TryGetProperty("201", out _)
                      where !(path.Value.GetProperty("post").TryGetProperty("parameters", out var parameters)
                              && parameters.EnumerateArray().Any(p => p.GetProperty("name").GetString() == "Idempotency-Key"))
                      select $"POST {path.Name.TrimEnd('/')}";

        Assert.Equal(s_neverKept.Order(), creates.Order()); // A new create says .Idempotent() where it is mapped.
    }

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_makes_nothing_more()
    {
        using var ada = await app.SeedAsync();
        var key = Key();
        var (status, room, first) = await CreateAsync(ada, key);

        await app.RestartAsync();
        using var later = app.Browse(ada.UserId, ada.Handle, ada.Cookie!);
        app.Clock.Advance(TimeSpan.FromHours(23));
        var (again, same, second) = await CreateAsync(later, key);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (status, again));
        Assert.Equal(room.GetRawText(), same.GetRawText());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal(1, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
    }

    [Fact]
    public async Task Another_body_under_the_key_is_a_mismatch()
    {
        using var ada = await app.SeedAsync();
        var key = Key();
        await CreateAsync(ada, key);

        var (status, problem, _) = await CreateAsync(ada, key, """{"title":"another","channel":"high"}""");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "api.idempotency_mismatch"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(1, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
    }

    [Fact]
    public async Task A_key_is_one_persons_at_one_address()
    {
        var people = await app.SeedAsync(2);
        var key = Key();
        var (_, adas, _) = await CreateAsync(people[0], key);
        var (_, bens, _) = await CreateAsync(people[1], key);
        var (status, group, _) = await people[0].SendRawAsync(
            HttpMethod.Post, "groups", Json("""{"name":"once","subject":"x","joinPolicy":"open"}"""), ("Idempotency-Key", key));

        Assert.NotEqual(adas.GetProperty("id").GetGuid(), bens.GetProperty("id").GetGuid());
        Assert.Equal((HttpStatusCode.Created, "once"), (status, group.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task After_a_day_the_key_is_forgotten_and_erased()
    {
        using var ada = await app.SeedAsync();
        var key = Key();
        var (_, first, _) = await CreateAsync(ada, key);
        Assert.True(Kept() > 0);

        app.Clock.Advance(TimeSpan.FromHours(24));

        await Eventually.TrueAsync(() => Kept() == 0, "the key is erased");
        var (_, second, _) = await CreateAsync(ada, key, """{"title":"a day later","channel":"high"}""");
        Assert.NotEqual(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
    }

    [Theory]
    [InlineData("")]
    [InlineData("fifteen_chars__")]
    [InlineData("\"quoted_quoted_quoted\"")]
    [InlineData("has spaces in the middle")]
    [InlineData("65_characters____________________________________________________")]
    public async Task A_key_of_another_form_is_refused(string key)
    {
        using var ada = await app.SeedAsync();

        var (status, problem, _) = await CreateAsync(ada, key);

        Assert.Equal((HttpStatusCode.BadRequest, "api.idempotency_key_invalid"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(0, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        using var ada = await app.SeedAsync();
        var key = Key();

        var (refused, problem, _) = await CreateAsync(ada, key, """{"title":"","channel":"high"}""");
        var (status, _, _) = await CreateAsync(ada, key);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "room.field_invalid"), (refused, problem.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Created, status);
    }

    [Fact]
    public async Task Twenty_at_once_make_one_thing()
    {
        using var ada = await app.SeedAsync();
        var key = Key();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => CreateAsync(ada, key)));

        var made = answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Body.GetRawText()).Distinct();
        Assert.Single(made);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a =>
        {
            Assert.Equal((HttpStatusCode.Conflict, "api.idempotency_running"), (a.Status, a.Body.GetProperty("code").GetString()));
            Assert.Equal(TimeSpan.FromSeconds(1), a.Response.Headers.RetryAfter?.Delta);
        });
        Assert.Equal(1, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
    }

    [Fact]
    public async Task Two_servers_on_one_database_make_one_thing()
    {
        using var ada = await app.SeedAsync();
        var clock = new TestClock(); // Nobody moves it once the second server has gone.
        clock.Advance(app.Clock.GetUtcNow() - clock.GetUtcNow());
        await using var second = StudyHubServer.Build(
            ["--data", app.DataDirectory, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0", "--announce", "127.0.0.1"],
            services => services.AddSingleton<TimeProvider>(clock));
        await second.StartAsync(TestContext.Current.CancellationToken);
        var addresses = new[] { app.Address, new Uri(second.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        for (var i = 1; i <= 5; i++)
        {
            var key = Key();

            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => AskAsync(addresses[n % 2], key)));

            Assert.Single(answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Body).Distinct());
            Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, a.Body));
            Assert.Equal(i, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
        }

        await second.StopAsync(TestContext.Current.CancellationToken);

        async Task<(HttpStatusCode Status, string Body)> AskAsync(Uri server, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "api/v1/rooms")) { Content = Json(Room) };
            request.Headers.Add("Cookie", $"__Host-studyhub={ada.Cookie}");
            request.Headers.Add("Idempotency-Key", key);
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_answer_without_a_body_is_given_again_too()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        var key = Key();

        var (first, _, _) = await people[1].SendRawAsync(HttpMethod.Post, $"groups/{study.Id}/join", null, ("Idempotency-Key", key));
        var (again, _, _) = await people[1].SendRawAsync(HttpMethod.Post, $"groups/{study.Id}/join", null, ("Idempotency-Key", key));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first, again));
        Assert.Equal("group.already_member", await people[1].RefusedAsync(HttpMethod.Post, $"groups/{study.Id}/join", null, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_warning_repeated_by_a_broken_connection_counts_once()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        var key = Key();
        var body = JsonSerializer.Serialize(new { userId = people[1].UserId, reason = "noise" }, JsonSerializerOptions.Web);

        for (var i = 0; i < 4; i++)
        {
            var (status, given, _) = await people[0].SendRawAsync(HttpMethod.Post, $"groups/{study.Id}/warnings", Json(body), ("Idempotency-Key", key));
            Assert.Equal((HttpStatusCode.OK, 1), (status, given.GetProperty("number").GetInt32()));
        }

        await study.GetAsync(people[1]);
    }

    [Fact]
    public async Task Who_hangs_up_finds_the_whole_answer_when_asking_again()
    {
        using var ada = await app.SeedAsync();
        for (var i = 1; i <= 8; i++)
        {
            var key = Key();
            await SendAndHangUpAsync(ada, key);

            var answer = default((HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response));
            await Eventually.TrueAsync(
                async () =>
                {
                    answer = await CreateAsync(ada, key);
                    return answer.Status != HttpStatusCode.Conflict;
                },
                "the first request is over");

            Assert.Equal((HttpStatusCode.Created, "once"), (answer.Status, answer.Body.GetProperty("title").GetString()));
            Assert.Equal(i, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
        }
    }

    [Fact]
    public async Task Where_a_crash_has_lost_the_answer_the_effect_is_not_repeated()
    {
        using var ada = await app.SeedAsync();
        var key = Key();
        await CreateAsync(ada, key);
        await ForgetAnswersAsync(); // As if the process had died between the two commits.

        var (early, running, _) = await CreateAsync(ada, key);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (status, problem, _) = await CreateAsync(ada, key);

        Assert.Equal((HttpStatusCode.Conflict, "api.idempotency_running"), (early, running.GetProperty("code").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "api.idempotency_unanswered"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(1, Rows.Count(app, "rooms_open_rooms", ada.UserId, "Creator"));
    }

    private async Task SendAndHangUpAsync(Browser who, string key)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) }; // Closing resets the connection.
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/v1/rooms HTTP/1.1\r\nHost: {app.Address.Authority}\r\nCookie: __Host-studyhub={who.Cookie}\r\nIdempotency-Key: {key}\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {Room.Length}\r\n\r\n{Room}"),
            TestContext.Current.CancellationToken);
    }

    private static string Key() => Guid.CreateVersion7().ToString();

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> CreateAsync(Browser who, string key, string body = Room) =>
        who.SendRawAsync(HttpMethod.Post, "rooms", Json(body), ("Idempotency-Key", key));

    private long Kept()
    {
        using var connection = Open("ReadOnly");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM api_idempotency";
        return (long)command.ExecuteScalar()!;
    }

    private async Task ForgetAnswersAsync()
    {
        await using var connection = Open("ReadWrite");
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE api_idempotency SET Status = NULL, Body = NULL";
        Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0);
    }

    private SqliteConnection Open(string mode)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "studyhub.db")};Mode={mode}");
        connection.Open();
        return connection;
    }
}
