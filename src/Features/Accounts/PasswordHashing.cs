using Microsoft.AspNetCore.Identity;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>
/// Identity's password hashes, a few at a time: they cost tens of milliseconds of a whole core, and media on the same machine needs
/// the rest. Who waits too long for a turn is asked to come back. Never called inside a unit of work.
/// </summary>
internal sealed class PasswordHashing : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private readonly IPasswordHasher<Account> _hasher;
    private readonly Lazy<string> _nobodys;
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount - 1));

    public PasswordHashing(IPasswordHasher<Account> hasher)
    {
        _hasher = hasher;
        _nobodys = new(() => hasher.HashPassword(null!, OpaqueToken.New())); // Identity's hasher does not look at the user.
    }

    public async Task<Result<string>> HashAsync(string password, CancellationToken ct)
    {
        if (!await _turns.WaitAsync(s_patience, ct))
        {
            return AccountsErrors.Busy;
        }

        try
        {
            return _hasher.HashPassword(null!, password);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Takes the same time whether there is an account or not (ACC-13).</summary>
    /// <param name="hash">Null where there is no account, or none with a password.</param>
    /// <param name="password">Null where it cannot be anyone's.</param>
    /// <param name="ct">Cancels the waiting for a turn.</param>
    public async Task<Result<bool>> VerifyAsync(string? hash, string? password, CancellationToken ct)
    {
        if (!await _turns.WaitAsync(s_patience, ct))
        {
            return AccountsErrors.Busy;
        }

        try
        {
            var outcome = _hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, password ?? "");
            return hash is not null && password is not null && outcome != PasswordVerificationResult.Failed;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
