using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>
/// The unique public name (ACC-2): 3 to 20 of <c>a–z 0–9 _</c>, a letter first. Upper-case letters are lowered, not refused:
/// phone keyboards begin with a capital, and "Ada" and "ada" are the same person. Only ASCII letters are: a Kelvin sign is no k.
/// </summary>
internal static class Handle
{
    public const int MinLength = 3;
    public const int MaxLength = 20;

    public static Result<string> Parse(string? text)
    {
        var handle = Lower(text?.Trim() ?? "");
        return handle.Length is >= MinLength and <= MaxLength
            && char.IsAsciiLetterLower(handle[0])
            && handle.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? handle
            : AccountsErrors.HandleInvalid;
    }

    /// <summary>What handles are compared by.</summary>
    public static string Key(string handle) => handle.ToUpperInvariant();

    private static string Lower(string text) => string.Create(text.Length, text, static (lower, source) =>
    {
        for (var i = 0; i < lower.Length; i++)
        {
            lower[i] = char.IsAsciiLetterUpper(source[i]) ? (char)(source[i] | 0x20) : source[i];
        }
    });
}
