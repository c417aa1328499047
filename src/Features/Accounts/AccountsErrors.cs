using System.Globalization;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Everything accounts can refuse. Codes are API: never rename, only add.</summary>
internal static class AccountsErrors
{
    public static readonly Error HandleInvalid =
        Error.Invalid("account.handle_invalid", "A handle has 3 to 20 of a–z, 0–9 and _, and starts with a letter.");

    public static readonly Error SeedingRefused =
        Error.Conflict("accounts.seeding_refused", "People have signed up here. Seed a data folder of its own.");

    public static readonly Error HandleTaken = Error.Conflict("account.handle_taken", "Somebody has this handle.") with
    {
        Fields = new Dictionary<string, string> { ["handle"] = "account.handle_taken" },
    };

    public static readonly Error EmailInvalid = Error.Invalid("account.email_invalid", "This cannot be an e-mail address.");
    public static readonly Error EmailTaken = Error.Conflict("account.email_taken", "An account with this e-mail address exists.");

    public static readonly Error EmailUnproven =
        Error.Forbidden("account.email_unproven", "Prove this e-mail address by a code first.");

    public static readonly Error DisplayNameInvalid =
        Error.Invalid("account.display_name_invalid", $"A display name has 1 to {Account.DisplayNameLength} characters on one line.");

    public static readonly Error BioInvalid =
        Error.Invalid("profile.bio_invalid", $"A bio has at most {Profiles.ProfileRules.BioLength} characters.");

    public static readonly Error LinkInvalid =
        Error.Invalid("profile.link_invalid", $"A link begins with https:// and has at most {Profiles.ProfileRules.LinkLength} characters.");

    public static readonly Error ImageInvalid =
        Error.Invalid("profile.image_invalid", "A picture is a JPEG, PNG or WebP of at most 5 MB and 36 million pixels.");

    public static readonly Error ImageNotFound = Error.NotFound("profile.image_not_found", "There is no such picture.");
    public static readonly Error ProfileNotFound = Error.NotFound("profile.not_found", "There is nobody with this handle.");

    public static readonly Error Disabled = Error.Forbidden("account.disabled", "The people who run this StudyHub have disabled this account.");

    public static readonly Error OwnsGroups =
        Error.Conflict("account.owns_groups", "Hand over or dissolve the groups you own first.");

    public static readonly Error ExportNotFound = Error.NotFound("export.not_found", "There is no export to fetch.");
    public static readonly Error AdminNeeded = Error.Forbidden("admin.needed", "Only the people who run this StudyHub can do this.");

    public static readonly Error AdminSecondFactorNeeded =
        Error.Forbidden("admin.second_factor_needed", "Admin rights need a session proved by a second factor or passkey.");

    public static readonly Error AdminLinkUnknown = Error.NotFound("admin.link_unknown", "This link was not made here, or a newer one was.");
    public static readonly Error AdminLinkUsed = Error.Gone("admin.link_used", "This link was used.");
    public static readonly Error AdminLinkExpired = Error.Gone("admin.link_expired", "This link is older than 24 hours.");
    public static readonly Error UserNotFound = Error.NotFound("user.not_found", "There is no such account.");
    public static readonly Error NotOneself = Error.Conflict("user.is_oneself", "Nobody disables their own account.");

    public static readonly Error ReasonNeeded = Error.Invalid("admin.reason_needed", "Say why, in up to 500 characters.") with
    {
        Fields = new Dictionary<string, string> { ["reason"] = "admin.reason_needed" },
    };

    public static readonly Error PasswordTooShort =
        Error.Invalid("account.password_too_short", $"A password has at least {Password.MinLength} characters.");

    public static readonly Error PasswordTooLong =
        Error.Invalid("account.password_too_long", $"A password has at most {Password.MaxLength} characters.");

    public static readonly Error PasswordBreached =
        Error.Invalid("account.password_breached", "This password is on the lists that attackers try first.");

    public static readonly Error PurposeInvalid = Error.Invalid("code.purpose_invalid", "The purpose of a code is sign_up or recovery.") with
    {
        Fields = new Dictionary<string, string> { ["purpose"] = "code.purpose_invalid" },
    };

    public static readonly Error CodeExpired = Error.Gone("code.expired", "This code is no longer valid. Ask for a new one.");

    public static readonly Error MailBusy =
        new(ErrorKind.Unavailable, "mail.busy", "Too many mails are waiting. Try again in a minute.");

    public static readonly Error CredentialsWrong =
        Error.Unauthenticated("auth.credentials_wrong", "There is no account with this name and this password.");

    public static readonly Error SecondFactorNeeded =
        Error.Unauthenticated("auth.second_factor_needed", "A code of the authenticator app, or a recovery code, is needed too.");

    public static readonly Error SecondFactorWrong = Error.Unauthenticated("auth.second_factor_wrong", "This is not the code, or it was used before.");
    public static readonly Error PasskeyWrong = Error.Unauthenticated("auth.passkey_wrong", "This passkey opens no account here.");

    public static readonly Error ReauthNeeded =
        Error.Forbidden("auth.reauth_needed", "Prove again who you are: the last proof is more than 10 minutes old.");

    public static readonly Error SessionNotFound = Error.NotFound("session.not_found", "You have no such session.");
    public static readonly Error TotpAlreadyOn = Error.Conflict("totp.already_on", "The second factor is switched on already.");
    public static readonly Error TotpNotOn = Error.Conflict("totp.not_on", "The second factor is not switched on.");

    public static readonly Error PasskeyInvalid =
        Error.Invalid("passkey.invalid", "This answer of the authenticator cannot be used; begin again.");

    public static readonly Error PasskeyNameInvalid =
        Error.Invalid("passkey.name_invalid", $"The name of a passkey has up to {Passkeys.Passkey.NameLength} characters on one line.");

    public static readonly Error PasskeyNotFound = Error.NotFound("passkey.not_found", "You have no such passkey.");

    public static readonly Error PasskeysFull =
        Error.Conflict("passkey.limit_reached", $"An account has at most {Passkeys.Passkey.MostPerAccount} passkeys.");

    public static readonly Error PasskeyIsLastWayIn =
        Error.Conflict("passkey.last_way_in", "Without this passkey there would be no way to sign in: set a password first.");

    public static readonly Error Busy =
        Error.TooMany("auth.busy", "Too many people are signing in at this moment.", TimeSpan.FromSeconds(2));

    public static Error CodeWrong(int triesLeft) => Error.Invalid("code.wrong", "This is not the code in the mail.") with
    {
        Fields = new Dictionary<string, string> { ["code"] = "code.wrong" },
        Details = new Dictionary<string, string> { ["triesLeft"] = triesLeft.ToString(CultureInfo.InvariantCulture) },
    };

    public static Error CodeTooManyTries(TimeSpan untilNext) =>
        Error.TooMany("code.too_many_tries", "This code was tried too often. Ask for a new one.", untilNext);

    public static Error CodeSendLimited(TimeSpan wait) => Error.TooMany("code.send_limited", "No more codes for now.", wait);

    public static Error TooManyAttempts(TimeSpan wait) =>
        Error.TooMany("auth.too_many_attempts", "Too many failed attempts to sign in.", wait);

    public static Error TooManyCeremonies(TimeSpan wait) => Error.TooMany("rate.limited", "Too many sign-ins begun.", wait);

    public static Error TooManyExports(TimeSpan wait) => Error.TooMany("rate.limited", "Too many exports asked for.", wait);

    public static Error TooManyChecks(TimeSpan wait) => Error.TooMany("rate.limited", "Too many handles asked for.", wait);
}
