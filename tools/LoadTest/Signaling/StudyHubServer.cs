using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StudyHub.LoadTest.Signaling;

/// <summary>Somebody the server knows: as written by <c>./studyhub seed</c>.</summary>
/// <param name="Handle">The account's name.</param>
/// <param name="Cookie">Value of the session cookie.</param>
internal sealed record Person(string Handle, string Cookie);

/// <summary>A StudyHub server, spoken to as browsers do: docs/protocol.md.</summary>
internal sealed partial class StudyHubServer : IServerUnderLoad
{
    public const string CookieName = "__Host-studyhub";

    private readonly IReadOnlyList<Person> _people;
    private readonly Uri _address;
    private readonly HttpClient _http;

    public StudyHubServer(Uri address, IReadOnlyList<Person> people)
    {
        (_address, _people) = (address, people);
        _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="JsonException">It is not what <c>./studyhub seed</c> writes.</exception>
    public static async Task<IReadOnlyList<Person>> ReadPeopleAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return await JsonSerializer.DeserializeAsync<List<Person>>(stream, JsonSerializerOptions.Web, ct) ?? [];
    }

    public IReadOnlyList<Person> People => _people;

    public Task<string> OpenRoomAsync(int creator, int capacity, CancellationToken ct) =>
        OpenRoomAsync(creator, new { title = "Load test", channel = "university", capacity, microphonePolicy = "open" }, ct);

    /// <param name="creator">Which of the people prepared.</param>
    /// <param name="wish">The room, as the API takes it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<string> OpenRoomAsync(int creator, object wish, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/rooms") { Content = JsonContent.Create(wish) };
        return (await AskAsync(request, creator, ct)).GetProperty("id").GetString()!;
    }

    /// <summary>From now on others see this name.</summary>
    public async Task NameAsync(int person, string displayName, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "api/v1/me") { Content = JsonContent.Create(new { displayName }) };
        await AskAsync(request, person, ct);
    }

    /// <summary>Makes an account with a password, as sign-up does.</summary>
    /// <param name="email">Anything: its mail is read where the server writes it.</param>
    /// <param name="handle">The account's name.</param>
    /// <param name="password">Of the account.</param>
    /// <param name="outbox">The folder of the server's mails.</param>
    /// <param name="ct">Cancels.</param>
    public async Task SignUpAsync(string email, string handle, string password, string outbox, CancellationToken ct)
    {
        (await _http.PostAsJsonAsync("api/v1/accounts/codes", new { email, purpose = "sign_up" }, ct)).EnsureSuccessStatusCode();
        var code = await CodeAsync(email, outbox, ct);
        var proved = await _http.PostAsJsonAsync("api/v1/accounts/codes/verify", new { email, purpose = "sign_up", code }, ct);
        proved.EnsureSuccessStatusCode();
        var proof = (await proved.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("proof").GetString();
        (await _http.PostAsJsonAsync("api/v1/accounts", new { email, proof, handle, password }, ct)).EnsureSuccessStatusCode();
    }

    /// <summary>The ids of all messages of a room, oldest first, as somebody reads them who sits there.</summary>
    public async Task<List<Guid>> HistoryAsync(int reader, string room, CancellationToken ct)
    {
        var all = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/rooms/{room}/messages?limit=100{(cursor.Length == 0 ? "" : $"&before={cursor}")}");
            var page = await AskAsync(request, reader, ct);
            all.InsertRange(0, page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("messageId").GetGuid()));
            cursor = page.GetProperty("previousCursor").GetString();
        }

        return all;
    }

    public async Task<ISignaling> ConnectAsync(int person, string room, CancellationToken ct) =>
        await StudyHubSignaling.ConnectAsync(_address, _people[person].Cookie, room, ct);

    /// <summary>Somebody whose microphone stays off.</summary>
    public Task<StudyHubSignaling> ConnectSilentlyAsync(int person, string room, CancellationToken ct) =>
        StudyHubSignaling.ConnectAsync(_address, _people[person].Cookie, room, ct, isSilent: true);

    /// <summary>The mail is written a moment after it was asked for.</summary>
    private static async Task<string> CodeAsync(string email, string outbox, CancellationToken ct)
    {
        for (var tries = 0; tries < 3_000; tries++)
        {
            foreach (var file in Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.txt") : [])
            {
                var mail = await File.ReadAllTextAsync(file, ct);
                if (mail.Contains(email, StringComparison.OrdinalIgnoreCase) && SixDigits().Match(mail) is { Success: true, Value: var code })
                {
                    return code;
                }
            }

            await Task.Delay(20, ct);
        }

        throw new TimeoutException("No mail came.");
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();

    private async Task<JsonElement> AskAsync(HttpRequestMessage request, int person, CancellationToken ct)
    {
        request.Headers.Add("Cookie", $"{CookieName}={_people[person].Cookie}");
        using var response = await _http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {(int)response.StatusCode} {text}");
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
