using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts.Sessions;

/// <summary>Who holds which token: from this node's memory, else from the database. Remembers last uses until they are written.</summary>
internal sealed class SessionBook(IServiceScopeFactory scopes, SessionLife life, TimeProvider clock) : ISessions
{
    /// <summary>A last use is written once it is so far from the written one.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMinutes(10);

    private const int Capacity = 50_000;
    private static readonly TimeSpan s_keep = TimeSpan.FromHours(1);

    private readonly NodeCache<TokenKey, Entry> _known = new(Capacity);

    public async ValueTask<Caller?> FindAsync(string token, CancellationToken ct)
    {
        if (OpaqueToken.Hash(token) is not { } hash)
        {
            return null;
        }

        var key = TokenKey.Of(hash);
        if (!_known.TryGet(key, out var entry))
        {
            entry = await ReadAsync(key, hash, ct);
        }

        var now = clock.GetUtcNow();
        if (entry is null || life.IsOver(entry.CreatedAt, entry.LastUsedAt, now))
        {
            return null;
        }

        entry.LastUsedAt = now;
        return entry.Caller;
    }

    /// <summary>The last use of a session as read from the database, or a later one that this node remembers.</summary>
    public DateTimeOffset LastUseOf(Session session) =>
        _known.TryGet(TokenKey.Of(session.TokenHash), out var entry) && entry.LastUsedAt > session.LastUsedAt ? entry.LastUsedAt : session.LastUsedAt;

    /// <summary>Called once the end of the session is durable: from now on nobody finds it.</summary>
    public void Forget(Session session) => _known.Forget(TokenKey.Of(session.TokenHash));

    /// <summary>Last uses that the database should learn now; each is given out once.</summary>
    public IReadOnlyList<(SessionId Session, DateTimeOffset LastUsedAt)> TakeUnwritten()
    {
        var unwritten = new List<(SessionId, DateTimeOffset)>();
        var now = clock.GetUtcNow();
        foreach (var (key, entry) in _known.All)
        {
            var used = entry.LastUsedAt;
            if (used - entry.WrittenAt >= Precision)
            {
                entry.WrittenAt = used;
                unwritten.Add((entry.Caller.SessionId, used));
            }
            else if (now - used >= s_keep)
            {
                _known.Drop(key);
            }
        }

        return unwritten;
    }

    private async Task<Entry?> ReadAsync(TokenKey key, byte[] hash, CancellationToken ct)
    {
        while (true)
        {
            var version = _known.Version;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
            var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.TokenHash == hash, ct);
            if (session is null)
            {
                return null;
            }

            var entry = new Entry(new(session.UserId, session.Id), session.CreatedAt, session.LastUsedAt);
            if (_known.Keep(key, entry, version))
            {
                return entry;
            }
        }
    }

    /// <summary>The first half of a hash is enough to find an entry by: nobody can choose it.</summary>
    private readonly record struct TokenKey(Int128 Value)
    {
        public static TokenKey Of(byte[] hash) => new(System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(hash));
    }

    private sealed class Entry(Caller caller, DateTimeOffset createdAt, DateTimeOffset lastUsedAt)
    {
        private long _lastUsed = lastUsedAt.UtcTicks;

        public Caller Caller => caller;
        public DateTimeOffset CreatedAt => createdAt;

        public DateTimeOffset LastUsedAt
        {
            get => new(Volatile.Read(ref _lastUsed), TimeSpan.Zero);
            set => Volatile.Write(ref _lastUsed, value.UtcTicks);
        }

        /// <summary>Touched only by the upkeep.</summary>
        public DateTimeOffset WrittenAt { get; set; } = lastUsedAt;
    }
}
