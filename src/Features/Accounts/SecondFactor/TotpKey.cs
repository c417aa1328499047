using StudyHub.Kernel;

namespace StudyHub.Accounts.SecondFactor;

/// <summary>An account's authenticator app; it counts once it was confirmed by a code.</summary>
internal sealed class TotpKey
{
    public const string Purpose = "totp";

    public required UserId UserId { get; init; }

    /// <summary>Sealed, see <see cref="SecretBox"/>: a copy of the database makes no codes.</summary>
    public required byte[] Secret { get; init; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The step of the last code used.</summary>
    public long LastStep { get; set; }
}

/// <summary>One of ten ways in without the app, each for one time. Stored as a keyed hash.</summary>
internal sealed class RecoveryCode
{
    public required UserId UserId { get; init; }
    public required byte[] Hash { get; init; }
}
