using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

internal sealed class BanRow
{
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public UserId BannedBy { get; init; }
    public string Reason { get; init; } = "";
    public DateTimeOffset BannedAt { get; init; }
}

internal sealed class WarningRow
{
    public Guid Id { get; init; }
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public UserId WarnedBy { get; init; }
    public string Reason { get; init; } = "";
    public int Number { get; init; }
    public DateTimeOffset WarnedAt { get; init; }

    /// <summary>Null until its target has read it.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>Bans and warnings of an open room, as rows.</summary>
internal static class HostRows
{
    public static async Task<HostState> LoadAsync(MeetingsDb db, RoomFacts room, bool locked, CancellationToken ct)
    {
        var bans = await db.Bans.AsNoTracking().Where(b => b.RoomId == room.Id).ToListAsync(ct);
        var warnings = await db.Warnings.AsNoTracking().Where(w => w.RoomId == room.Id).OrderBy(w => w.WarnedAt).ToListAsync(ct);
        return Of(room) with
        {
            Locked = locked,
            Bans = bans.ToImmutableDictionary(b => b.UserId, b => new RoomBan(b.UserId, b.BannedBy, b.Reason, b.BannedAt)),
            Warnings = [.. warnings.Select(w => new RoomWarning(w.Id, w.UserId, w.WarnedBy, w.Reason, w.Number, w.WarnedAt))],
        };
    }

    public static HostState Of(RoomFacts room) => new() { Kind = room.Kind, Lobby = room.Lobby, Managers = [.. room.Managers] };

    /// <summary>Who was warned or removed in the turn: what other features learn.</summary>
    public static IEnumerable<RoomModerated> Moderated(MeetingState before, MeetingState after, IReadOnlyList<HostAct> acts, DateTimeOffset now) =>
        after.Hosting.Warnings.Except(before.Hosting.Warnings)
            .Select(w => new RoomModerated(after.RoomId, after.Title, w.UserId, w.WarnedBy, w.Number, w.Reason, w.WarnedAt))
            .Concat(acts.Where(a => a.Act == HostActs.Kicked)
                .Select(a => new RoomModerated(after.RoomId, after.Title, a.Target!.Value, a.Actor, null, a.Reason ?? "", now)));

    /// <summary>In the transaction of the turn: a ban, the warning that led to it and the end of the seat are one.</summary>
    public static async Task SaveAsync(MeetingsDb db, RoomId room, HostState before, HostState after)
    {
        if (!ReferenceEquals(before.Bans, after.Bans))
        {
            db.Bans.AddRange(after.Bans.Values.Where(b => !before.Bans.ContainsKey(b.UserId)).Select(b => new BanRow
            {
                RoomId = room,
                UserId = b.UserId,
                BannedBy = b.BannedBy,
                Reason = b.Reason,
                BannedAt = b.BannedAt,
            }));
            var lifted = before.Bans.Keys.Except(after.Bans.Keys).ToList();
            await db.Bans.Where(b => b.RoomId == room && lifted.Contains(b.UserId)).ExecuteDeleteAsync();
        }

        if (!ReferenceEquals(before.Warnings, after.Warnings))
        {
            db.Warnings.AddRange(after.Warnings.Except(before.Warnings).Select(w => new WarningRow
            {
                Id = w.Id,
                RoomId = room,
                UserId = w.UserId,
                WarnedBy = w.WarnedBy,
                Reason = w.Reason,
                Number = w.Number,
                WarnedAt = w.WarnedAt,
            }));
            var cleared = before.Warnings.Except(after.Warnings).Select(w => w.Id).ToList();
            await db.Warnings.Where(w => cleared.Contains(w.Id)).ExecuteDeleteAsync();
        }
    }
}
