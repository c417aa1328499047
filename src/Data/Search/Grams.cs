using System.Globalization;
using StudyHub.Kernel;

namespace StudyHub.Data.Search;

/// <summary>
/// Substring search that serves Korean: the application makes the grams, every run of one to three UTF-16 units, and the database
/// indexes them as plain tokens. What is not a letter means itself, <c>%</c> and <c>_</c> included.
/// </summary>
public static class Grams
{
    public const int Longest = 3;

    /// <summary>How texts and terms are compared: NFC, without regard to case.</summary>
    public static string Fold(string? text) => TextRules.Clean(text).ToLowerInvariant();

    /// <summary>The tokens under which a text is found.</summary>
    /// <param name="folded">As <see cref="Fold"/> returned it.</param>
    public static IEnumerable<string> OfText(string folded) => Enumerable.Range(1, Longest).SelectMany(length => Of(folded, length)).Distinct();

    /// <summary>The tokens that every text with the term has. Up to <see cref="Longest"/> units they decide; beyond, whoever has them all is looked at.</summary>
    /// <param name="folded">As <see cref="Fold"/> returned it, not empty.</param>
    public static IEnumerable<string> OfTerm(string folded) => Of(folded, Math.Min(Longest, folded.Length)).Distinct();

    /// <summary>Hexadecimal, so that no tokenizer of any database finds anything to split or fold.</summary>
    private static IEnumerable<string> Of(string text, int length)
    {
        for (var start = 0; start + length <= text.Length; start++)
        {
            yield return string.Create(1 + (length * 4), text.AsSpan(start, length), static (token, units) =>
            {
                token[0] = 'g';
                for (var i = 0; i < units.Length; i++)
                {
                    ((int)units[i]).TryFormat(token[(1 + (i * 4))..], out _, "x4", CultureInfo.InvariantCulture);
                }
            });
        }
    }
}
