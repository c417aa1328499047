using System.Collections.Immutable;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

/// <summary>Who moderates a room, whom it keeps out, and who waits at its door. Immutable, a part of the meeting's state.</summary>
internal sealed record HostState
{
    public RoomKind Kind { get; init; } = RoomKind.Open;

    /// <summary>Hosts besides the owner: a group's managers.</summary>
    public ImmutableHashSet<UserId> Managers { get; init; } = [];

    /// <summary>Newcomers wait until a host admits them (MEET-20).</summary>
    public bool Lobby { get; init; }

    /// <summary>No newcomers but hosts (MEET-20).</summary>
    public bool Locked { get; init; }

    /// <summary>Of an open room; a group keeps its own.</summary>
    public ImmutableDictionary<UserId, RoomBan> Bans { get; init; } = ImmutableDictionary<UserId, RoomBan>.Empty;
    public ImmutableList<RoomWarning> Warnings { get; init; } = [];

    /// <summary>In order of arrival; lost at a restart, after which their clients ask again.</summary>
    public ImmutableList<Waiter> Waiting { get; init; } = [];

    /// <summary>Whose waiting ended in this turn, and with which code.</summary>
    public ImmutableList<Dismissed> Dismissed { get; init; } = [];

    /// <summary>Their place in line, 1 for the first; those already admitted stand in none.</summary>
    public int PlaceOf(UserId user) => 1 + Waiting.Where(w => !w.IsAdmitted).TakeWhile(w => w.UserId != user).Count();

    public Waiter? WaiterOf(UserId user) => Waiting.Find(w => w.UserId == user);
}

internal sealed record RoomBan(UserId UserId, UserId BannedBy, string Reason, DateTimeOffset BannedAt);

/// <param name="Number">1 to 3; the third bans (MEET-16).</param>
internal sealed record RoomWarning(Guid Id, UserId UserId, UserId WarnedBy, string Reason, int Number, DateTimeOffset WarnedAt);

/// <summary>Somebody in front of an open room's door.</summary>
/// <param name="LostAt">Last contact, while the device is away.</param>
/// <param name="AdmittedAt">A host has said yes; the device takes its seat by entering again.</param>
internal sealed record Waiter(
    UserId UserId, string Handle, string DisplayName, string Device, string Connection, DateTimeOffset Since, DateTimeOffset? LostAt = null, DateTimeOffset? AdmittedAt = null)
{
    /// <summary>How long anybody waits (MEET-20).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public bool IsAdmitted => AdmittedAt is not null;

    /// <summary>When time alone ends the waiting: lost contact and unused admissions as long as a seat is held.</summary>
    public DateTimeOffset Ends => new[] { Since + Longest, LostAt + Meeting.Hold, AdmittedAt + Meeting.Hold }.Min()!.Value;
}

internal sealed record Dismissed(Waiter Waiter, string Code);
