using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>
/// A plausible e-mail address: RFC 5321 lengths, an unquoted local part (RFC 5322 §3.2.3), a domain of at least two labels,
/// which may be international (RFC 6531). Whether it exists, only the code in the mail proves.
/// </summary>
internal static class EmailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocal = 64;
    private const int MaxLabel = 63;
    private const string AtomCharacters = "!#$%&'*+-/=?^_`{|}~";

    public static Result<string> Parse(string? text)
    {
        if (text is null || text.Length > MaxLength * 2)
        {
            return AccountsErrors.EmailInvalid;
        }

        var email = TextRules.Clean(text);
        var at = email.LastIndexOf('@');
        return email.Length <= MaxLength && at > 0 && IsLocal(email.AsSpan(0, at)) && IsDomain(email.AsSpan(at + 1))
            ? email
            : AccountsErrors.EmailInvalid;
    }

    /// <summary>What addresses are compared by: case never tells two people apart.</summary>
    public static string Key(string email) => email.ToUpperInvariant();

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        if (local.Length > MaxLocal)
        {
            return false;
        }

        foreach (var atom in local.Split('.'))
        {
            if (local[atom].IsEmpty || !All(local[atom], static c => char.IsAsciiLetterOrDigit(c) || AtomCharacters.Contains(c)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            labels++;
            if (label.IsEmpty || label.Length > MaxLabel || label[0] == '-' || label[^1] == '-'
                || !All(label, static c => char.IsLetterOrDigit(c) || c == '-'))
            {
                return false;
            }
        }

        return labels >= 2;
    }

    private static bool All(ReadOnlySpan<char> text, Func<char, bool> allowed)
    {
        foreach (var c in text)
        {
            if (!allowed(c))
            {
                return false;
            }
        }

        return true;
    }
}
