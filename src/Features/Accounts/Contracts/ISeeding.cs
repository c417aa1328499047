using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>Makes accounts that only a load test uses (docs/operations.md, Load testing). Not reachable from outside the process.</summary>
public interface ISeeding
{
    /// <summary>Sees to it that so many seeded accounts exist and gives each of the first of them a new session.</summary>
    /// <returns><c>accounts.seeding_refused</c> where people have signed up.</returns>
    Task<Result<SeededPerson[]>> SeedAsync(int people, CancellationToken ct);
}

/// <param name="Handle">The account's name. Nobody can sign in with it: it has no password.</param>
/// <param name="Cookie">The session's token, as the session cookie carries it.</param>
public sealed record SeededPerson(string Handle, string Cookie)
{
    /// <summary>A record prints its members; a token must never get into a log that way.</summary>
    public override string ToString() => nameof(SeededPerson);
}
