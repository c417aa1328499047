using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Passkeys;

[JsonConverter(typeof(IdJson<PasskeyId>))]
internal readonly record struct PasskeyId(Guid Value) : IId<PasskeyId>
{
    public static PasskeyId Of(Guid value) => new(value);
    public static bool TryParse(string? s, IFormatProvider? _, out PasskeyId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}

/// <summary>A key pair in somebody's device that signs in without a password (ACC-11); the server keeps its public half.</summary>
internal sealed class Passkey
{
    public const int NameLength = 40;
    public const int MostPerAccount = 10;

    public required PasskeyId Id { get; init; }
    public required UserId UserId { get; init; }

    /// <summary>As the authenticator chose it; at most 1023 bytes (WebAuthn §7.1).</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>COSE key.</summary>
    public required byte[] PublicKey { get; init; }

    public required string Name { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public required long SignCount { get; init; }

    /// <summary>Hints for the browser, separated by commas.</summary>
    public required string Transports { get; init; }

    public required bool IsBackupEligible { get; init; }
    public required bool IsBackedUp { get; init; }

    public static Passkey Of(UserId user, UserPasskeyInfo made, string name, DateTimeOffset now) => new()
    {
        Id = new(Guid.CreateVersion7(now)),
        UserId = user,
        CredentialId = made.CredentialId,
        PublicKey = made.PublicKey,
        Name = name,
        CreatedAt = now,
        SignCount = made.SignCount,
        Transports = string.Join(',', (made.Transports ?? []).Where(t => t.Length <= 20).Take(8)),
        IsBackupEligible = made.IsBackupEligible,
        IsBackedUp = made.IsBackedUp,
    };

    /// <summary>As Identity's handler reads it. What was attested at registration was checked then and is not kept.</summary>
    public UserPasskeyInfo ToInfo() => new(
        CredentialId,
        PublicKey,
        CreatedAt,
        (uint)SignCount,
        Transports.Split(',', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true,
        IsBackupEligible,
        IsBackedUp,
        attestationObject: [],
        clientDataJson: []);

    /// <param name="text">As typed; empty for the device's label.</param>
    /// <param name="device">See <see cref="Sessions.DeviceLabel"/>.</param>
    public static Result<string> CheckName(string? text, string device)
    {
        var name = TextRules.Clean(text) is { Length: > 0 } given ? given : device.Length > 0 ? device : "Passkey";
        return TextRules.Length(name) <= NameLength && TextRules.IsOneLine(name) ? name : AccountsErrors.PasskeyNameInvalid;
    }
}
