using System.Globalization;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Everything accounts can refuse. Codes are API: never rename, only add.</summary>
internal static class AccountsErrors
{
    public static readonly Error HandleInvalid =
        Error.Invalid("account.handle_invalid", "A handle has 3 to 20 of a–z, 0–9 and _, and starts with a letter.");

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

    public static readonly Error PasswordTooShort =
        Error.Invalid("account.password_too_short", $"A password has at least {Password.MinLength} characters.");

    public static readonly Error PasswordTooLong =
        Error.Invalid("account.password_too_long", $"A password has at most {Password.MaxLength} characters.");

    public static readonly Error PasswordBreached =
        Error.Invalid("account.password_breached", "This password is on the lists that attackers try first.");

    public static readonly Error PurposeInvalid = Error.Invalid("code.purpose_invalid", "The purpose of a code is sign_up.") with
    {
        Fields = new Dictionary<string, string> { ["purpose"] = "code.purpose_invalid" },
    };

    public static readonly Error CodeExpired = Error.Gone("code.expired", "This code is no longer valid. Ask for a new one.");

    public static readonly Error MailBusy =
        new(ErrorKind.Unavailable, "mail.busy", "Too many mails are waiting. Try again in a minute.");

    public static readonly Error CredentialsWrong =
        Error.Unauthenticated("auth.credentials_wrong", "There is no account with this name and this password.");

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

    public static Error TooManyChecks(TimeSpan wait) => Error.TooMany("rate.limited", "Too many handles asked for.", wait);
}
