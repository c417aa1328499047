using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Codes;

/// <summary>
/// A code sent to an address for a purpose (ACC-7): six digits, ten minutes, five tries, once. There is one row for each address
/// and purpose, so that a newer code voids the older.
/// </summary>
internal sealed class EmailCode
{
    public const string SignUp = "sign_up";
    public const string Recovery = "recovery";
    public const string ChangeEmail = "change_email";
    public const int Tries = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public required Guid Id { get; init; }

    /// <summary>The key of the address, see <see cref="EmailAddress.Key"/>.</summary>
    public required string Email { get; init; }

    public required string Purpose { get; init; }
    public required byte[] Hash { get; init; }
    public required DateTimeOffset SentAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public int TriesLeft { get; private set; } = Tries;
    public bool Used { get; private set; }

    /// <summary>Whether a mail of this purpose holds a code: recovery is for addresses with an account, everything else for those without.</summary>
    public static bool IsSent(string purpose, bool toAccount) => purpose == Recovery ? toAccount : !toAccount;

    public static string NewDigits() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);

    public static EmailCode Send(byte[] key, string email, string purpose, string digits, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            Email = email,
            Purpose = purpose,
            Hash = HashOf(key, id, email, purpose, digits),
            SentAt = now,
            ExpiresAt = now + Life,
        };
    }

    /// <summary>Spends a try. A refusal must be stored too.</summary>
    /// <returns>Null when it was the code.</returns>
    public Error? Try(byte[] key, string digits, DateTimeOffset now, TimeSpan spacing)
    {
        if (Used || now >= ExpiresAt)
        {
            return AccountsErrors.CodeExpired;
        }

        if (TriesLeft == 0)
        {
            var untilNext = SentAt + spacing - now;
            return AccountsErrors.CodeTooManyTries(untilNext > TimeSpan.FromSeconds(1) ? untilNext : TimeSpan.FromSeconds(1));
        }

        TriesLeft--;
        if (!CryptographicOperations.FixedTimeEquals(Hash, HashOf(key, Id, Email, Purpose, digits)))
        {
            return AccountsErrors.CodeWrong(TriesLeft);
        }

        Used = true;
        return null;
    }

    /// <summary>Keyed, so that a stolen database does not tell its million possibilities; bound to the row, the address and the purpose.</summary>
    private static byte[] HashOf(byte[] key, Guid id, string email, string purpose, string digits) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id:N}\n{purpose}\n{email}\n{digits}"));
}
