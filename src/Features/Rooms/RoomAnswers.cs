using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>Answers the other features. A room that is no open one is a group's: the two ids are the same (GRP-13).</summary>
internal sealed class RoomAnswers(
    Lazy<RoomsDb> reading, IGroups groups, ICounters counters, IPasswordHasher<OpenRoom> passwords, RoomsOptions options, TimeProvider clock) : IRooms
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    private RoomsDb Db => reading.Value;

    /// <summary>Rooms that may still be seen: what closed 30 days ago is gone, though its rows may wait for the next upkeep (ROOM-12).</summary>
    private IQueryable<OpenRoom> Kept
    {
        get
        {
            var since = clock.GetUtcNow() - options.ClosedDays;
            return Db.Rooms.AsNoTracking().Where(r => r.ClosedAt == null || r.ClosedAt > since);
        }
    }

    public async ValueTask<RoomFacts?> FindAsync(RoomId room, CancellationToken ct) =>
        await Kept.SingleOrDefaultAsync(r => r.Id == room, ct) is { } open
            ? open.ToFacts()
            : await groups.FindAsync(GroupId.Of(room.Value), ct) is { } group ? FactsOf(group) : null;

    public async ValueTask<Error?> CheckMembershipAsync(RoomId room, UserId user, CancellationToken ct)
    {
        if (await Db.Rooms.AnyAsync(r => r.Id == room, ct))
        {
            return null;
        }

        return await groups.StandingAsync(GroupId.Of(room.Value), user, ct) switch
        {
            Standing.Banned => RoomErrors.GroupBanned,
            Standing.Stranger => RoomErrors.Hidden,
            _ => null,
        };
    }

    public async ValueTask<Error?> CheckPasswordAsync(RoomId room, UserId user, string? password, CancellationToken ct)
    {
        var hash = await Db.Rooms.Where(r => r.Id == room).Select(r => r.PasswordHash).SingleOrDefaultAsync(ct);
        if (hash is null)
        {
            return null;
        }

        if (string.IsNullOrEmpty(password))
        {
            return RoomErrors.PasswordWrong;
        }

        var key = $"rooms.password/{user}";
        if (await counters.PeekAsync(key, options.PasswordTries, s_window, ct) is { } wait)
        {
            return RoomErrors.TooManyPasswords(wait);
        }

        // Longer than any password can be: not worth hashing.
        var entered = password.Length > 256 ? "" : password.Normalize(System.Text.NormalizationForm.FormC);
        if (passwords.VerifyHashedPassword(null!, hash, entered) != PasswordVerificationResult.Failed)
        {
            return null;
        }

        await counters.TryCountAsync(key, options.PasswordTries, s_window, ct);
        return RoomErrors.PasswordWrong;
    }

    public async ValueTask<IReadOnlyList<ClosedRoom>> ClosedAsync(IReadOnlyCollection<RoomId> rooms, CancellationToken ct)
    {
        var wanted = rooms.ToList();
        var closed = await Kept.Where(r => wanted.Contains(r.Id) && r.ClosedAt != null).ToListAsync(ct);
        return [.. closed.Select(r => new ClosedRoom(r.Id, r.Title, r.Channel, r.ClosedAt!.Value, r.ClosedAt!.Value + options.ClosedDays))];
    }

    /// <summary>Microphones are open among people who know each other (MEET-8); as many places as members (GRP-13).</summary>
    private static RoomFacts FactsOf(GroupFacts group) => new(
        RoomId.Of(group.Id.Value), group.Name, group.Channel, group.MemberLimit, group.Notice, MicrophonePolicy.Open, group.Owner, group.CreatedAt, Closed: false)
    {
        Kind = RoomKind.Group,
        Managers = group.Managers,
    };
}
