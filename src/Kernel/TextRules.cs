using System.Text;

namespace StudyHub.Kernel;

/// <summary>How text from people is cleaned and measured: trimmed, NFC, counted in Unicode code points (specification, "character").</summary>
public static class TextRules
{
    /// <summary>Trims and normalises to NFC; lone surrogates and NUL, which no database stores alike, become U+FFFD.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var sound = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\0') ? text : Sound(text);
        return sound.Normalize(NormalizationForm.FormC).Trim();
    }

    /// <summary>Length in code points.</summary>
    public static int Length(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>One line: no control or line-separating characters.</summary>
    public static bool IsOneLine(string text) => !text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    private static string Sound(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            sound.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return sound.ToString();
    }
}
