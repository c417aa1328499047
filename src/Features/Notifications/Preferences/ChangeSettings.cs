using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Notifications.Preferences;

/// <param name="QuietFrom">A time of day where the user is, <c>HH:mm</c>.</param>
/// <param name="QuietTo">A time of day, <c>HH:mm</c>; may be the next day's.</param>
/// <param name="Groups">The caller's groups, those without a choice of their own included.</param>
internal sealed record NotificationSettingsView(bool Sound, bool QuietOn, string QuietFrom, string QuietTo, IReadOnlyList<GroupLevelView> Groups);

internal sealed record GroupLevelView(GroupId GroupId, Level Level);

/// <summary>
/// Sound, quiet hours, and what of each group one hears; all own tabs hear of a change.
/// Doors: <c>/notifications/settings</c>, <c>PUT /notifications/groups/{groupId}</c>.
/// </summary>
internal sealed class ChangeSettings(IDatabase database, NotificationsDb reader, IGroups groups, IBroadcast broadcast)
{
    /// <summary>A field that is missing stays as it is.</summary>
    public sealed record Request(bool? Sound, bool? QuietOn, string? QuietFrom, string? QuietTo);

    public async Task<NotificationSettingsView> ReadAsync(Caller caller, CancellationToken ct)
    {
        var settings = await reader.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == caller.UserId, ct) ?? new();
        var levels = await reader.Levels.AsNoTracking().Where(l => l.UserId == caller.UserId).ToDictionaryAsync(l => l.GroupId, l => l.Level, ct);
        return new(
            settings.Sound,
            settings.QuietOn,
            Write(settings.QuietFrom),
            Write(settings.QuietTo),
            [.. (await groups.GroupsOfAsync(caller.UserId, ct)).Select(g => new GroupLevelView(g, levels.GetValueOrDefault(g, GroupLevel.Default)))]);
    }

    public Task<Result<Done>> RunAsync(Caller caller, Request request, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<NotificationsDb>();
            var settings = await db.Settings.SingleOrDefaultAsync(s => s.UserId == caller.UserId);
            if (settings is null)
            {
                db.Settings.Add(settings = new() { UserId = caller.UserId });
            }

            var (from, to) = (Read(request.QuietFrom, settings.QuietFrom), Read(request.QuietTo, settings.QuietTo));
            if (from is null || to is null || from == to)
            {
                return NotificationsErrors.FieldInvalid(from is null ? "quietFrom" : "quietTo");
            }

            (settings.Sound, settings.QuietOn) = (request.Sound ?? settings.Sound, request.QuietOn ?? settings.QuietOn);
            (settings.QuietFrom, settings.QuietTo) = (from.Value, to.Value);
            await db.SaveChangesAsync();
            Tell(unit, caller.UserId);
            return Done.Value;
        },
        ct);

    public async Task<Result<Done>> SetLevelAsync(Caller caller, GroupId group, Level level, CancellationToken ct)
    {
        if (await groups.StandingAsync(group, caller.UserId, ct) < Standing.Member)
        {
            return NotificationsErrors.GroupHidden;
        }

        return !Enum.IsDefined(level)
            ? NotificationsErrors.FieldInvalid("level")
            : await database.WriteAsync<Result<Done>>(
                async unit =>
                {
                    var db = unit.Db<NotificationsDb>();
                    var own = await db.Levels.SingleOrDefaultAsync(l => l.UserId == caller.UserId && l.GroupId == group);
                    if (own is null)
                    {
                        db.Levels.Add(own = new() { UserId = caller.UserId, GroupId = group });
                    }

                    own.Level = level;
                    await db.SaveChangesAsync();
                    Tell(unit, caller.UserId);
                    return Done.Value;
                },
                ct);
    }

    private void Tell(WriteUnit unit, UserId user) => unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(user), new NotificationSettingsChanged()));

    /// <returns>Minutes after midnight; null where the text is no time of day.</returns>
    private static int? Read(string? text, int now) =>
        text is null ? now
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute
        : null;

    private static string Write(int minutes) => new TimeOnly(minutes / 60, minutes % 60).ToString("HH:mm", CultureInfo.InvariantCulture);
}
