using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>One sign-in on one browser (ACC-14). The token itself is only in the browser's cookie.</summary>
internal sealed class Session
{
    public required SessionId Id { get; init; }
    public required byte[] TokenHash { get; init; }
    public required UserId UserId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written in batches: up to <see cref="SessionBook.Precision"/> behind.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>What people recognise the browser by; empty where it told nothing.</summary>
    public required string Device { get; init; }

    /// <summary>When its owner last proved who they are (ACC-18).</summary>
    public required DateTimeOffset ProvedAt { get; init; }

    /// <summary>Whether a second factor or a passkey was part of a proof: what admin rights ask for (MOD-6).</summary>
    public required bool IsStrong { get; init; }

    public static (Session Session, string Token) Start(UserId user, string device, bool isStrong, DateTimeOffset now)
    {
        var token = OpaqueToken.New();
        var session = new Session
        {
            Id = SessionId.New(now),
            TokenHash = OpaqueToken.Hash(token)!,
            UserId = user,
            CreatedAt = now,
            LastUsedAt = now,
            Device = device,
            ProvedAt = now,
            IsStrong = isStrong,
        };
        return (session, token);
    }
}

/// <summary>How long a session lives: so long after its last use, and never longer than that after its start.</summary>
internal sealed record SessionLife(TimeSpan Idle, TimeSpan Total)
{
    public static SessionLife Of(AccountsOptions options) =>
        new(TimeSpan.FromDays(options.SessionIdleDays), TimeSpan.FromDays(options.SessionTotalDays));

    public DateTimeOffset EndOf(DateTimeOffset createdAt, DateTimeOffset lastUsedAt)
    {
        var (total, idle) = (createdAt + Total, lastUsedAt + Idle);
        return idle < total ? idle : total;
    }

    public bool IsOver(DateTimeOffset createdAt, DateTimeOffset lastUsedAt, DateTimeOffset now) => now >= EndOf(createdAt, lastUsedAt);
}
