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

    public UserId UserId => UserId.Of(Id);

    public static Account Open(string handle, string displayName, string email, string passwordHash, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
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

    public static Result<string> CheckDisplayName(string? text)
    {
        var name = TextRules.Clean(text);
        return TextRules.Length(name) is >= 1 and <= DisplayNameLength && TextRules.IsOneLine(name) ? name : AccountsErrors.DisplayNameInvalid;
    }
}
