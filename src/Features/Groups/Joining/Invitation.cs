using System.Security.Cryptography;
using System.Text.Json.Serialization;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>A code, and a link with it, that admits to a group (GRP-8, specification 5.3).</summary>
internal sealed class Invitation
{
    public const int Active = 20;
    public const int CodeLength = 12;

    /// <summary>Crockford's 32: no I, L, O or U.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Invitation() { } // EF

    public string Code { get; private init; } = "";
    public GroupId GroupId { get; private init; }
    public UserId IssuedBy { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset? ExpiresAt { get; private init; }
    public int? MaxUses { get; private init; }
    public int Uses { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static Result<Invitation> Issue(GroupId group, UserId by, InvitationLife life, int? maxUses, DateTimeOffset now)
    {
        if (maxUses is < 1 or > 100)
        {
            return GroupErrors.FieldInvalid("maxUses", "invite.max_uses_invalid");
        }

        TimeSpan? length = life switch
        {
            InvitationLife.Hour => TimeSpan.FromHours(1),
            InvitationLife.Day => TimeSpan.FromDays(1),
            InvitationLife.Week => TimeSpan.FromDays(7),
            InvitationLife.Month => TimeSpan.FromDays(30),
            _ => null,
        };
        return new Invitation
        {
            Code = RandomNumberGenerator.GetString(Alphabet, CodeLength),
            GroupId = group,
            IssuedBy = by,
            IssuedAt = now,
            ExpiresAt = now + length,
            MaxUses = maxUses,
        };
    }

    /// <summary>What somebody typed, as codes are stored: case, blanks and hyphens do not matter, and letters that are easily mistaken mean the digit.</summary>
    public static string ReadCode(string? text) => text is null or { Length: > 40 }
        ? ""
        : string.Concat(text.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch
        {
            'O' => '0',
            'I' or 'L' => '1',
            _ => c,
        }));

    /// <summary>Why it admits nobody now; null while it does.</summary>
    public Error? Obstacle(DateTimeOffset now) => this switch
    {
        { RevokedAt: not null } => GroupErrors.InviteRevoked,
        _ when Uses >= MaxUses => GroupErrors.InviteUsedUp,
        _ when ExpiresAt <= now => GroupErrors.InviteExpired,
        _ => null,
    };

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

[JsonConverter(typeof(JsonStringEnumConverter<InvitationLife>))]
internal enum InvitationLife
{
    [JsonStringEnumMemberName("hour")]
    Hour,
    [JsonStringEnumMemberName("day")]
    Day,
    [JsonStringEnumMemberName("week")]
    Week,
    [JsonStringEnumMemberName("month")]
    Month,
    [JsonStringEnumMemberName("never")]
    Never,
}
