using System.Text;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>What a password must be (ACC-10). Never trimmed: a space is a character like any other.</summary>
internal static class Password
{
    public const int MinLength = 8;
    public const int MaxLength = 128;

    /// <summary>NFC can shorten a text to a third at most, so anything longer is too long without a look (UTF-16 units).</summary>
    private const int LongestRaw = MaxLength * 2 * 3;

    /// <returns>The password as it is hashed: in NFC, so that every keyboard types the same one.</returns>
    public static Result<string> Choose(string? text)
    {
        if (text?.Length > LongestRaw)
        {
            return AccountsErrors.PasswordTooLong;
        }

        var password = Normalise(text ?? "");
        return TextRules.Length(password) switch
        {
            < MinLength => AccountsErrors.PasswordTooShort,
            > MaxLength => AccountsErrors.PasswordTooLong,
            _ => BreachedPasswords.Contain(password) ? AccountsErrors.PasswordBreached : password,
        };
    }

    /// <returns>Null where nobody can have this password.</returns>
    public static string? Typed(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestRaw)
        {
            return null;
        }

        var password = Normalise(text);
        return TextRules.Length(password) <= MaxLength ? password : null;
    }

    private static string Normalise(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // A lone surrogate becomes U+FFFD: it cannot be normalised.
        {
            sound.Append(rune.ToString());
        }

        return sound.ToString().Normalize(NormalizationForm.FormC);
    }
}
