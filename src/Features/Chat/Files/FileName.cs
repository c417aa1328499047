using System.Globalization;
using System.Text;
using StudyHub.Kernel;

namespace StudyHub.Chat.Files;

/// <summary>A file's name as people see it: the last part of whatever path came, without what would deceive the eye.</summary>
internal static class FileName
{
    /// <summary>In UTF-16 units; the extension is kept.</summary>
    private const int Longest = 120;

    /// <returns>Empty where nothing is left.</returns>
    public static string Read(string? name)
    {
        var clean = TextRules.Clean(name);
        clean = clean[(clean.LastIndexOfAny(['/', '\\']) + 1)..];

        // Formatting characters turn "gpj.exe" around; separators and controls break lines.
        var shown = new StringBuilder(clean.Length);
        foreach (var rune in clean.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse))
            {
                shown.Append(rune);
            }
        }

        return Shorten(shown.ToString().Trim());
    }

    private static string Shorten(string name)
    {
        if (name.Length <= Longest)
        {
            return name;
        }

        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= 10 ? name[dot..] : "";
        var stem = name[..(Longest - extension.Length)];
        return $"{(char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem)}{extension}";
    }
}
