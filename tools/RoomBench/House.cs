using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Server;

namespace StudyHub.RoomBench;

/// <summary>The real server on a throw-away folder, and somebody signed in.</summary>
internal sealed partial class House : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _server;
    private readonly HttpClient _http;
    private Questions? _questions;

    private House(string folder, WebApplication server, HttpClient http) => (_folder, _server, _http) = (folder, server, http);

    public string Database => Path.Combine(_folder, "studyhub.db");

    public static async Task<House> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("studyhub-rooms-").FullName;
        var config = Path.Combine(folder, "studyhub.json");
        await File.WriteAllTextAsync(config, """{ "Media": { "Workers": "1" }, "Api": { "RequestsPerUser": "1000000" } }""");
        var server = StudyHubServer.Build(
            ["--data", folder, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0", "--announce", "127.0.0.1", "--config", config],
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error)));
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var house = new House(folder, server, new HttpClient { BaseAddress = new Uri($"{address}/api/v1/") });
        await house.SignUpAsync();
        return house;
    }

    /// <returns>Milliseconds it took.</returns>
    public Task<double> AskAsync(string question, int n)
    {
        _questions ??= new Questions(Database);
        return AskAsync(_questions.Of(question, n));
    }

    /// <param name="asked">An address below <c>/api/v1/</c>, or a query of two columns, the second a text.</param>
    /// <returns>Milliseconds it took.</returns>
    public async Task<double> AskAsync(string asked)
    {
        var started = Stopwatch.GetTimestamp();
        if (asked.StartsWith("SELECT", StringComparison.Ordinal))
        {
            Query(asked);
        }
        else
        {
            using var answer = await _http.GetAsync(asked);
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>The room of a new group.</summary>
    public async Task<Guid> FoundGroupAsync()
    {
        using var answer = await _http.PostAsJsonAsync("groups", new { name = "Bench", subject = "Bench" });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private void Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            reader.GetString(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task SignUpAsync()
    {
        const string Email = "bench@example.org";
        (await _http.PostAsJsonAsync("accounts/codes", new { email = Email, purpose = "sign_up" })).EnsureSuccessStatusCode();
        var code = SixDigits().Match(await MailAsync()).Value;
        var proved = await _http.PostAsJsonAsync("accounts/codes/verify", new { email = Email, purpose = "sign_up", code });
        var proof = (await proved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("proof").GetString();
        var account = await _http.PostAsJsonAsync("accounts", new { email = Email, proof, handle = "bench", password = "correct horse battery" });
        account.EnsureSuccessStatusCode();
        var cookie = account.Headers.GetValues("Set-Cookie").First().Split(';')[0];
        _http.DefaultRequestHeaders.Add("Cookie", cookie);
    }

    private async Task<string> MailAsync()
    {
        for (var tries = 0; tries < 500; tries++)
        {
            var outbox = Path.Combine(_folder, "outbox");
            if (Directory.Exists(outbox) && Directory.GetFiles(outbox, "*.txt").FirstOrDefault() is { } mail && await File.ReadAllTextAsync(mail) is { Length: > 0 } text && text.EndsWith('\n'))
            {
                return text;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException("No mail came.");
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
