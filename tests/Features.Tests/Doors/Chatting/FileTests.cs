using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>CHAT-13, MAT-4, MAT-5: files of messages.</summary>
public sealed class FileTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private static readonly byte[] s_pdf = [.. "%PDF-1.7\n"u8, .. RandomNumberGenerator.GetBytes(20_000)];

    [Fact]
    public async Task A_file_travels_with_its_message_to_those_who_may_read()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        using var stranger = await app.SeedAsync();
        var file = await UploadAsync(room, 0, "강의 노트.pdf", s_pdf);
        var path = $"api/v1/rooms/{room.Id}/files/{file.GetProperty("id").GetGuid()}";
        Assert.Equal(HttpStatusCode.NotFound, (await room.People[1].FetchAsync(path)).Status); // Not sent yet.
        Assert.Equal(HttpStatusCode.OK, (await room.People[0].FetchAsync(path)).Status);

        var sequence = await room.SendAsync(0, "", files: [file.GetProperty("id").GetGuid()]);

        var heard = (await room.HearAsync(1, sequence)).GetProperty("files")[0];
        Assert.Equal(("강의 노트.pdf", "pdf", (long)s_pdf.Length), (heard.GetProperty("name").GetString(), heard.GetProperty("look").GetString(), heard.GetProperty("size").GetInt64()));
        var (status, type, content) = await room.People[1].FetchAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (status, type));
        Assert.Equal(s_pdf, content);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.FetchAsync(path)).Status);
        using var nobody = app.Browse();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.FetchAsync(path)).Status);

        var blob = Path.Combine(app.DataDirectory, "blobs", "chat", file.GetProperty("id").GetGuid().ToString("n"));
        Assert.True(File.Exists(blob));
        await room.DoAsync(0, "delete", new { sequence });
        Assert.Equal(HttpStatusCode.NotFound, (await room.People[1].FetchAsync(path)).Status);
        await Eventually.TrueAsync(() => !File.Exists(blob), "the content is gone from the disk");
    }

    [Fact]
    public async Task Ranges_and_caches_work_and_nothing_a_file_holds_is_run()
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        var pdf = await UploadAsync(room, 0, "a.pdf", s_pdf);
        var html = await UploadAsync(room, 0, "page.html", "<script>alert(1)</script>"u8.ToArray());
        var path = $"rooms/{room.Id}/files/{pdf.GetProperty("id").GetGuid()}";

        using var part = await GetAsync(room, path, ("Range", "bytes=10-19"));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(s_pdf[10..20], await part.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var beyond = await GetAsync(room, path, ("Range", "bytes=90000-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var same = await GetAsync(room, path, ("If-None-Match", part.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using var page = await GetAsync(room, $"rooms/{room.Id}/files/{html.GetProperty("id").GetGuid()}");
        Assert.Equal(("none", "attachment", "application/octet-stream"), (html.GetProperty("look").GetString(), page.Content.Headers.ContentDisposition!.DispositionType, page.Content.Headers.ContentType!.MediaType));
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("virus.exe", "MZ", 415, "file.type_not_allowed")]
    [InlineData("virus.pdf", "MZ\0\u0001", 415, "file.content_mismatch")]
    [InlineData("page.png", "<html>", 415, "file.content_mismatch")]
    [InlineData("notes.txt", "fine\0not", 415, "file.content_mismatch")]
    [InlineData("noextension", "x", 415, "file.type_not_allowed")]
    [InlineData(".pdf", "%PDF-", 415, "file.type_not_allowed")]
    [InlineData("a.pdf.exe", "%PDF-", 415, "file.type_not_allowed")]
    [InlineData("empty.txt", "", 422, "file.field_invalid")]
    [InlineData("", "x", 422, "file.field_invalid")]
    [InlineData("../../", "x", 422, "file.field_invalid")]
    public async Task What_is_not_what_it_says_is_refused(string name, string content, int status, string code)
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);

        var (answered, problem) = await TryUploadAsync(room, 0, name, Encoding.UTF8.GetBytes(content));

        Assert.Equal((status, code), ((int)answered, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_text_is_looked_at_to_its_end_and_a_size_while_it_streams()
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        byte[] late = [.. Encoding.UTF8.GetBytes(new string('가', 100_000)), 0xFF];
        byte[] cut = [.. Encoding.UTF8.GetBytes(new string('가', 100_000))[..^1]];
        var large = new byte[(25 * 1024 * 1024) + 1];
        "%PDF-"u8.CopyTo(large);

        Assert.Equal("file.content_mismatch", (await TryUploadAsync(room, 0, "a.txt", late)).Body.GetProperty("code").GetString());
        Assert.Equal("file.content_mismatch", (await TryUploadAsync(room, 0, "a.txt", cut)).Body.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Created, (await TryUploadAsync(room, 0, "a.txt", late[..^1])).Status);
        Assert.Equal(HttpStatusCode.Created, (await TryUploadAsync(room, 0, "a.pdf", large[..^1])).Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "file.too_large"), await ChunkedAsync(room, large));
    }

    [Fact]
    public async Task Nobody_sends_anothers_file_nor_one_twice_nor_more_than_ten()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        await using var other = await ChatRoom.OpenAsync(app, 1);
        var mine = (await UploadAsync(room, 0, "a.txt", "a"u8.ToArray())).GetProperty("id").GetGuid();
        Assert.Equal("file.not_found", await room.RefusedAsync(1, "send", new { messageId = Guid.CreateVersion7(), text = "", files = new[] { mine } }));
        Assert.Equal("file.not_found", await other.RefusedAsync(0, "send", new { messageId = Guid.CreateVersion7(), text = "", files = new[] { mine } }));
        Assert.Equal("file.field_invalid", await room.RefusedAsync(0, "send", new { messageId = Guid.CreateVersion7(), text = "", files = Enumerable.Range(0, 11).Select(_ => Guid.CreateVersion7()) }));

        var sequence = await room.SendAsync(0, "", files: [mine, mine]);

        Assert.Equal(1, (await room.HearAsync(1, sequence)).GetProperty("files").GetArrayLength());
        Assert.Equal("file.not_found", await room.RefusedAsync(0, "send", new { messageId = Guid.CreateVersion7(), text = "again", files = new[] { mine } }));
        Assert.Single((await room.People[0].GetAsync($"rooms/{room.Id}/messages")).GetProperty("items").EnumerateArray());
        await room.DoAsync(0, "edit", new { sequence, text = "now with words" });
        await room.DoAsync(0, "edit", new { sequence, text = "" }); // With files none are needed.
        var found = await room.People[0].GetAsync($"rooms/{room.Id}/messages/search?q=words&hasFile=true");
        Assert.Equal(0, found.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Uploads_need_the_right_to_write()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        using var stranger = await app.SeedAsync();
        await room.Tabs[1].OkAsync("meeting.leave", new { roomId = room.Id });

        Assert.Equal("chat.not_allowed", (await TryUploadAsync(room, 1, "a.txt", "a"u8.ToArray())).Body.GetProperty("code").GetString());
        var (status, problem, _) = await stranger.SendRawAsync(HttpMethod.Post, $"rooms/{room.Id}/files?name=a.txt", Content("a"u8.ToArray()));
        Assert.Equal((HttpStatusCode.NotFound, "chat.not_found"), (status, problem.GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> UploadAsync(ChatRoom room, int who, string name, byte[] content)
    {
        var (status, body) = await TryUploadAsync(room, who, name, content);
        Assert.True(status == HttpStatusCode.Created, $"{status}: {body}");
        return body;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> TryUploadAsync(ChatRoom room, int who, string name, byte[] content)
    {
        var (status, body, _) = await room.People[who].SendRawAsync(HttpMethod.Post, $"rooms/{room.Id}/files?name={Uri.EscapeDataString(name)}", Content(content));
        return (status, body);
    }

    /// <summary>Without a length told beforehand.</summary>
    private static async Task<(HttpStatusCode, string?)> ChunkedAsync(ChatRoom room, byte[] content)
    {
        var (status, body, _) = await room.People[0].SendRawAsync(HttpMethod.Post, $"rooms/{room.Id}/files?name=a.pdf", Content(content), ("Transfer-Encoding", "chunked"));
        return (status, body.GetProperty("code").GetString());
    }

    private static ByteArrayContent Content(byte[] content) => new(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private static async Task<HttpResponseMessage> GetAsync(ChatRoom room, string path, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = room.App.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/{path}");
        request.Headers.Add("Cookie", $"__Host-studyhub={room.People[0].Cookie}");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
