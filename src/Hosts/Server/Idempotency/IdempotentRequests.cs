using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Server.Idempotency;

/// <summary>
/// API-4: a create that is asked for again under the same <c>Idempotency-Key</c> is done once and answered alike for 24 hours
/// (draft-ietf-httpapi-idempotency-key-header-07). That it was done is stored in the very transaction of the effect; the answer moments
/// later. A refusal had no effect, so it is not remembered.
/// </summary>
internal sealed partial class IdempotentRequests(IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<IdempotentRequests> logger)
{
    public const string Header = "Idempotency-Key";
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1); // No request runs longer.

    private static readonly Error s_keyInvalid = Error.Malformed("api.idempotency_key_invalid", "A key has 16 to 64 characters of A-Z, a-z, 0-9, _ and -.");
    private static readonly Error s_mismatch = Error.Invalid("api.idempotency_mismatch", "Another body was sent under this key.");
    private static readonly Error s_unanswered = Error.Conflict("api.idempotency_unanswered", "This was done, but its answer is lost: look for what it made.");

    private static readonly Error s_running = Error.Conflict("api.idempotency_running", "The first request under this key is still running.") with
    {
        Details = new Dictionary<string, string> { ["retryAfter"] = "1" },
    };

    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);

    public async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IdempotentMetadata>() is null
            || !http.Request.Headers.TryGetValue(Header, out var keys) || http.CallerOrNull() is not { } caller)
        {
            await next(http);
            return;
        }

        if (keys is not [{ } key] || !KeyForm().IsMatch(key))
        {
            await s_keyInvalid.WriteAsync(http);
            return;
        }

        var id = Hash(Encoding.UTF8.GetBytes($"{caller.UserId} {http.Request.Method} {http.Request.Path}{http.Request.QueryString} {key}"));
        if (!_running.TryAdd(id, true))
        {
            await s_running.WriteAsync(http);
            return;
        }

        try
        {
            http.Request.EnableBuffering();
            var asked = Convert.ToHexString(await SHA256.HashDataAsync(http.Request.Body, http.RequestAborted));
            http.Request.Body.Position = 0;
            await AnswerAsync(http, next, id, asked);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    private async Task AnswerAsync(HttpContext http, RequestDelegate next, string id, string asked)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(id, now, http.RequestAborted) is { } kept)
        {
            await (kept.Asked != asked ? s_mismatch.WriteAsync(http)
                : kept.Status is null ? (kept.At > now - s_patience ? s_running : s_unanswered).WriteAsync(http)
                : RepeatAsync(http, kept));
            return;
        }

        using var done = Enlistment.Begin(unit => NoteAsync(unit, new() { Id = id, Asked = asked, At = now }));
        var (body, buffer, aborted) = (http.Response.Body, new MemoryStream(), http.RequestAborted);
        http.Response.Body = buffer;
        http.RequestAborted = CancellationToken.None; // Who hangs up now asks again: the answer must be whole by then.
        try
        {
            await next(http);
        }
        catch (KeyTakenException)
        {
            http.Response.Body = body;
            await s_running.WriteAsync(http);
            return;
        }
        finally
        {
            (http.Response.Body, http.RequestAborted) = (body, aborted);
        }

        var isNoted = done.IsTaken;
        done.Dispose();
        await KeepAsync(http.Response, isNoted, new() { Id = id, Asked = asked, At = now, Body = buffer.ToArray() });
        if (buffer.Length > 0) // Else the answer has not begun: a status without a body becomes a problem further out.
        {
            await body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), http.RequestAborted);
        }
    }

    private async Task<KeptAnswer?> FindAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var since = now - Kept;
        return await scope.ServiceProvider.GetRequiredService<IdempotencyDb>().Answers.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.At > since, ct);
    }

    private static async Task RepeatAsync(HttpContext http, KeptAnswer kept)
    {
        var response = http.Response;
        (response.StatusCode, response.ContentType) = (kept.Status!.Value, kept.ContentType);
        if (kept.Location is not null)
        {
            response.Headers.Location = kept.Location;
        }

        await response.Body.WriteAsync(kept.Body, http.RequestAborted);
    }

    /// <summary>In the effect's transaction. Another server that was asked at the same time may have been first: then this effect is undone.</summary>
    private static async Task NoteAsync(WriteUnit unit, KeptAnswer note)
    {
        var db = unit.Db<IdempotencyDb>();
        await db.Answers.Where(a => a.Id == note.Id && a.At <= note.At - Kept).ExecuteDeleteAsync();
        if (await db.Answers.AnyAsync(a => a.Id == note.Id))
        {
            throw new KeyTakenException();
        }

        db.Answers.Add(note);
        await db.SaveChangesAsync();
    }

    /// <summary>Remembers a success; forgets what was noted of a request that was refused after all.</summary>
    private async Task KeepAsync(HttpResponse response, bool isNoted, KeptAnswer answer)
    {
        var isSuccess = response.StatusCode is >= 200 and < 300;
        if (!isSuccess && !isNoted)
        {
            return;
        }

        (answer.Status, answer.ContentType, answer.Location) = (response.StatusCode, response.ContentType, response.Headers.Location.FirstOrDefault());
        try
        {
            await database.WriteAsync(
                async unit =>
                {
                    var db = unit.Db<IdempotencyDb>();
                    await db.Answers.Where(a => a.Id == answer.Id).ExecuteDeleteAsync();
                    if (isSuccess)
                    {
                        db.Answers.Add(answer);
                    }

                    return await db.SaveChangesAsync();
                },
                CancellationToken.None);
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException)
        {
            LogNotKept(e); // It is done and noted: whoever asks again hears so.
        }
    }

    private static string Hash(byte[] text) => Convert.ToHexString(SHA256.HashData(text));

    [GeneratedRegex(@"^[A-Za-z0-9_-]{16,64}\z")]
    private static partial Regex KeyForm();

    [LoggerMessage(Level = LogLevel.Error, Message = "An answer could not be kept for its idempotency key")]
    private partial void LogNotKept(Exception e);

    private sealed class KeyTakenException : Exception;
}
