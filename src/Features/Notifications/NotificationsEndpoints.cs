using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Notifications.Preferences;
using StudyHub.Web;

namespace StudyHub.Notifications;

internal static class NotificationsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var notifications = routes.MapGroup("/notifications").WithTags("Notifications").RequireAuthorization();
        notifications.MapGet("/", ListAsync).Refuses(400, 401, 422);
        notifications.MapGet("/unread", CountAsync).Refuses(401);
        notifications.MapPost("/read", ReadAllAsync).Refuses(400, 401, 403, 413, 415);
        notifications.MapPost("/{notificationId}/read", ReadOneAsync).Refuses(401, 403, 404);
        notifications.MapGet("/settings", SettingsAsync).Refuses(401);
        notifications.MapPatch("/settings", ChangeAsync).Refuses(400, 401, 403, 413, 415, 422);
        notifications.MapPut("/groups/{groupId}", SetLevelAsync).Refuses(400, 401, 403, 404, 413, 415, 422);
    }

    private static async Task<Results<Ok<NotificationPage>, ProblemHttpResult>> ListAsync(
        string? cursor, int? limit, Caller caller, ReadNotifications read, CancellationToken ct)
    {
        var result = await read.ListAsync(caller, cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Ok<UnreadNotifications>> CountAsync(Caller caller, ReadNotifications read, CancellationToken ct) =>
        TypedResults.Ok(await read.CountAsync(caller, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> ReadOneAsync(string notificationId, Caller caller, MarkRead mark, CancellationToken ct) =>
        (await mark.OneAsync(caller, Guid.TryParseExact(notificationId, "D", out var id) ? id : Guid.Empty, ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> ReadAllAsync(ReadBody body, Caller caller, MarkRead mark, CancellationToken ct) =>
        (await mark.AllAsync(caller, body.Until, ct)).ToNoContent();

    private static async Task<Ok<NotificationSettingsView>> SettingsAsync(Caller caller, ChangeSettings settings, CancellationToken ct) =>
        TypedResults.Ok(await settings.ReadAsync(caller, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(SettingsBody body, Caller caller, ChangeSettings settings, CancellationToken ct) =>
        (await settings.RunAsync(caller, new(body.Sound, body.QuietOn, body.QuietFrom, body.QuietTo), ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> SetLevelAsync(
        string groupId, LevelBody body, Caller caller, ChangeSettings settings, CancellationToken ct) =>
        (await settings.SetLevelAsync(caller, IdText.Read<GroupId>(groupId), body.Level, ct)).ToNoContent();

    /// <param name="Until">The newest notification that was seen; what came later stays unread.</param>
    internal sealed record ReadBody(Guid Until);

    internal sealed record SettingsBody(bool? Sound = null, bool? QuietOn = null, string? QuietFrom = null, string? QuietTo = null);

    internal sealed record LevelBody(Level Level);
}
