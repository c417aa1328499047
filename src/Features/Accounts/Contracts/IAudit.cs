using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>The audit log (MOD-3): append-only, kept for 365 days unless configured otherwise.</summary>
public interface IAudit
{
    /// <summary>Records an act in the very transaction that does it: there is none without the other.</summary>
    Task RecordAsync(WriteUnit unit, AuditEntry entry);

    /// <summary>Records what was refused. Never waits; written within moments, in batches.</summary>
    void Note(AuditEntry entry);
}

/// <summary>One line of the audit log.</summary>
/// <param name="Actor">Who; null for somebody signed out, or the server itself.</param>
/// <param name="Act">What, <c>area.verb</c>; at most 60 characters.</param>
/// <param name="Target">On whom or what: an id; never an address or a text.</param>
/// <param name="Reason">What the actor gave as a reason, or the code of a refusal; at most 1,000 characters.</param>
public sealed record AuditEntry(UserId? Actor, string Act, string? Target, string? Reason)
{
    /// <summary>The network address it came from, where that says something.</summary>
    public string? Address { get; init; }

    /// <summary>The room or group it happened in: its hosts may read the line (MOD-3).</summary>
    public Guid? Place { get; init; }
}

/// <summary>What the hosts of a room or group may read of the audit log. Whoever asks has checked that the reader is a host.</summary>
public interface IPlaceAudit
{
    /// <summary>Newest first.</summary>
    /// <param name="place">The room's or group's id.</param>
    /// <param name="cursor">As the last page gave it; null for the newest.</param>
    /// <param name="limit">1 to 100; null: 20.</param>
    /// <param name="ct">Cancels.</param>
    Task<Result<PlaceAuditPage>> ReadAsync(Guid place, string? cursor, int? limit, CancellationToken ct);
}

/// <param name="Actor">Null: the server itself, or somebody whose account is gone.</param>
/// <param name="Target">Null where it was done to nobody, or to somebody whose account is gone.</param>
/// <param name="Reason">What the actor gave as a reason, or the code of a refusal.</param>
public sealed record PlaceAuditView(Guid Id, DateTimeOffset At, Profile? Actor, string Act, Profile? Target, string? Reason);

public sealed record PlaceAuditPage(IReadOnlyList<PlaceAuditView> Items, string? NextCursor);
