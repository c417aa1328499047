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

    /// <summary>The tokens under which a text is found, each once.</summary>
    /// <param name="folded">As <see cref="Fold"/> returned it.</param>
    public static List<string> OfText(string folded)
    {
        var (tokens, seen) = (new List<string>(Longest * folded.Length), new HashSet<ulong>(Longest * folded.Length));
        for (var length = 1; length <= Longest; length++)
        {
            Add(folded, length, seen, tokens);
        }

        return tokens;
    }

    /// <summary>The tokens that every text with the term has. Up to <see cref="Longest"/> units they decide; beyond, whoever has them all is looked at.</summary>
    /// <param name="folded">As <see cref="Fold"/> returned it, not empty.</param>
    public static IReadOnlyList<string> OfTerm(string folded)
    {
        var tokens = new List<string>();
        Add(folded, Math.Min(Longest, folded.Length), [], tokens);
        return tokens;
    }

    /// <summary>The runs of a length, each once, in the order in which they first come.</summary>
    private static void Add(string text, int length, HashSet<ulong> seen, List<string> tokens)
    {
        for (var start = 0; start + length <= text.Length; start++)
        {
            var run = (ulong)length; // above the units, so that runs of all lengths may be in one set
            for (var i = start; i < start + length; i++)
            {
                run = (run << 16) | text[i];
            }

            if (seen.Add(run))
            {
                tokens.Add(Token(run, length));
            }
        }
    }

    /// <summary>Hexadecimal, so that no tokenizer of any database finds anything to split or fold.</summary>
    private static string Token(ulong run, int length) => string.Create(1 + (length * 4), run, static (token, units) =>
    {
        token[0] = 'g';
        for (var i = token.Length - 1; i > 0; i--, units >>= 4)
        {
            token[i] = "0123456789abcdef"[(int)(units & 0xF)];
        }
    });
}
