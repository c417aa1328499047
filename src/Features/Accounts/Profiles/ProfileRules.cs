using StudyHub.Kernel;

namespace StudyHub.Accounts.Profiles;

/// <summary>What people may say of themselves (ACC-19).</summary>
internal static class ProfileRules
{
    public const int BioLength = 300;
    public const int LinkLength = 200;

    public static Result<string> CheckBio(string text)
    {
        var bio = TextRules.Clean(text.ReplaceLineEndings("\n"));
        return TextRules.Length(bio) <= BioLength && bio.All(c => c == '\n' || !char.IsControl(c)) ? bio : AccountsErrors.BioInvalid;
    }

    /// <returns>One <c>https</c> link as it was written; empty for none.</returns>
    public static Result<string> CheckLink(string text)
    {
        var link = TextRules.Clean(text);
        var isLink = TextRules.Length(link) <= LinkLength
            && !link.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            && Uri.TryCreate(link, UriKind.Absolute, out var uri)
            && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Host.Contains('.', StringComparison.Ordinal);
        return link.Length == 0 || isLink ? link : AccountsErrors.LinkInvalid;
    }
}
