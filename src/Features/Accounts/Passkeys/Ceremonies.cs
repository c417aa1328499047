using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Passkeys;

/// <summary>What a browser needs to speak to an authenticator.</summary>
/// <param name="Ceremony">Opaque; comes back with the credential, valid 5 minutes and once.</param>
/// <param name="Options">JSON text for <c>parseCreationOptionsFromJSON</c> or <c>parseRequestOptionsFromJSON</c> (WebAuthn §5.1.9, §5.1.10).</param>
internal sealed record CeremonyView(string Ceremony, string Options);

/// <summary>The browser's answer.</summary>
/// <param name="Ceremony">From the <see cref="CeremonyView"/>.</param>
/// <param name="Credential">JSON text of the credential (its <c>toJSON()</c>).</param>
/// <param name="Http">Whose host and origin the credential must be for.</param>
internal sealed record PasskeyAnswer(string? Ceremony, string? Credential, HttpContext Http);

/// <summary>
/// The ceremonies of WebAuthn (§7): Identity's handler makes challenges and checks answers. Its state travels sealed through the
/// browser, so that nobody fills the database by asking for challenges.
/// </summary>
internal sealed class Ceremonies(
    IPasskeyHandler<Account> handler, SecretBox box, ICounters counters, IDatabase database, SignInAttempts attempts, TimeProvider clock)
{
    private const string Purpose = "passkeys";
    private const string Assertion = "assertion";
    private const int LongestAnswer = 64_000;
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(5);

    /// <summary>What a registration is for: one kind does not pass for the other.</summary>
    public const string ForSignUp = "sign_up";

    public const string ForAccount = "account";

    public async Task<CeremonyView> StartRegistrationAsync(string kind, UserId user, string handle, string displayName, HttpContext http)
    {
        var made = await handler.MakeCreationOptionsAsync(new() { Id = user.ToString(), Name = handle, DisplayName = displayName }, http);
        return new(Seal(kind, made.AttestationState!), made.CreationOptionsJson);
    }

    /// <param name="account">Whose passkeys will do; null for anybody's.</param>
    /// <param name="http">The request.</param>
    public async Task<CeremonyView> StartAssertionAsync(Account? account, HttpContext http)
    {
        var made = await handler.MakeRequestOptionsAsync(account, http);
        return new(Seal(Assertion, made.AssertionState!), made.RequestOptionsJson);
    }

    /// <returns>For whom the ceremony was begun, and the passkey, not stored yet.</returns>
    public async Task<Result<(UserId User, UserPasskeyInfo Made)>> RegisterAsync(string kind, PasskeyAnswer answer, CancellationToken ct)
    {
        if (await OpenAsync(kind, answer, ct) is not { } state)
        {
            return AccountsErrors.PasskeyInvalid;
        }

        var result = await handler.PerformAttestationAsync(new() { HttpContext = answer.Http, CredentialJson = answer.Credential!, AttestationState = state });
        return result.Succeeded && IdText.TryParse<UserId>(result.UserEntity.Id, out var user) ? (user, result.Passkey) : AccountsErrors.PasskeyInvalid;
    }

    /// <summary>Within the limits of ACC-13; a passkey that opens no account counts as a failed attempt.</summary>
    /// <returns>Whose passkey it is.</returns>
    public async Task<Result<Account>> AssertAsync(PasskeyAnswer answer, string address, CancellationToken ct)
    {
        Account? account = null;
        var refused = await attempts.TryAsync($"passkey/{HashOf(answer.Ceremony ?? "")}", address, VerifyAsync, ct);
        return refused is null ? account! : refused;

        async Task<Error?> VerifyAsync()
        {
            account = await FindAsync(answer, ct);
            return account is null ? AccountsErrors.PasskeyWrong : null;
        }
    }

    private async Task<Account?> FindAsync(PasskeyAnswer answer, CancellationToken ct)
    {
        if (await OpenAsync(Assertion, answer, ct) is not { } state)
        {
            return null;
        }

        var result = await handler.PerformAssertionAsync(new() { HttpContext = answer.Http, CredentialJson = answer.Credential!, AssertionState = state });
        if (!result.Succeeded)
        {
            return null;
        }

        var (now, credential, count, backedUp) = (clock.GetUtcNow(), result.Passkey.CredentialId, (long)result.Passkey.SignCount, result.Passkey.IsBackedUp);
        var known = await database.WriteAsync(
            unit => unit.Db<AccountsDb>().Passkeys.Where(p => p.CredentialId == credential).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.LastUsedAt, now).SetProperty(p => p.SignCount, count).SetProperty(p => p.IsBackedUp, backedUp)),
            ct);
        return known == 1 ? result.User : null;
    }

    private string Seal(string kind, string state)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(new Sealed(state, clock.GetUtcNow() + s_life));
        return Base64Url.EncodeToString(box.Seal(Purpose, kind, content));
    }

    /// <returns>Null where the ceremony is not one of ours, over, or was answered before.</returns>
    private async Task<string?> OpenAsync(string kind, PasskeyAnswer answer, CancellationToken ct)
    {
        if (answer.Ceremony is not { Length: > 0 and < LongestAnswer } ceremony || answer.Credential is not { Length: > 0 and < LongestAnswer }
            || !Base64Url.IsValid(ceremony) || box.Open(Purpose, kind, Base64Url.DecodeFromChars(ceremony)) is not { } content
            || JsonSerializer.Deserialize<Sealed>(content) is not { } opened || clock.GetUtcNow() >= opened.ExpiresAt)
        {
            return null;
        }

        return await counters.TryCountAsync($"accounts.ceremony:{HashOf(ceremony)}", 1, s_life, ct) is null ? opened.State : null;
    }

    private static string HashOf(string ceremony) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ceremony)));

    private sealed record Sealed(string State, DateTimeOffset ExpiresAt);
}
