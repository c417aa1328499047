using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>
/// A person's record, in ASP.NET Core Identity's model: <see cref="IdentityUser{TKey}.UserName"/> is the handle.
/// Normalised names are upper case, as Identity's own normaliser makes them.
/// </summary>
internal sealed class Account : IdentityUser<Guid>
{
    public const int DisplayNameLength = 40;

    public required string DisplayName { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Bio { get; set; } = "";

    /// <summary>One <c>https</c> address.</summary>
    public string? Link { get; set; }

    /// <summary>When it is erased, because its owner wants that; null where they do not. Signing in cancels it (ACC-22).</summary>
    public DateTimeOffset? EraseAt { get; set; }

    /// <summary>When an admin disabled it.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public bool IsAdmin { get; set; }

    /// <summary>The unguessable name of the picture.</summary>
    public string? Avatar { get; set; }

    public UserId UserId => UserId.Of(Id);

    /// <param name="id">New.</param>
    /// <param name="handle">Parsed.</param>
    /// <param name="displayName">Checked.</param>
    /// <param name="email">Proven.</param>
    /// <param name="passwordHash">Null where a passkey is the way in.</param>
    /// <param name="now">The moment.</param>
    public static Account Open(UserId id, string handle, string displayName, string email, string? passwordHash, DateTimeOffset now) => new()
    {
        Id = id.Value,
        UserName = handle,
        NormalizedUserName = Handle.Key(handle),
        DisplayName = displayName,
        Email = email,
        NormalizedEmail = EmailAddress.Key(email),
        EmailConfirmed = true,
        PasswordHash = passwordHash,
        SecurityStamp = RandomNumberGenerator.GetHexString(32),
        CreatedAt = now,
    };

    public void ChangePassword(string hash) => (PasswordHash, SecurityStamp) = (hash, RandomNumberGenerator.GetHexString(32));

    public static Result<string> CheckDisplayName(string? text)
    {
        var name = TextRules.Clean(text);
        return TextRules.Length(name) is >= 1 and <= DisplayNameLength && TextRules.IsOneLine(name) ? name : AccountsErrors.DisplayNameInvalid;
    }
}
