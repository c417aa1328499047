using System.Globalization;
using System.Text;

namespace StudyHub.Chat;

/// <summary>What may stand as a reaction: any one emoji, however many code points it takes (UTS #51).</summary>
internal static class Emoji
{
    /// <summary>In UTF-16 units; the longest in use (families with skin tones, subdivision flags) have fewer.</summary>
    private const int Longest = 32;

    private const int EmojiStyle = 0xFE0F;
    private const int Keycap = 0x20E3;

    /// <summary>One grapheme that is a pictograph, a flag, a keycap, or a sign asked for in its emoji form.</summary>
    public static bool IsOne(string text)
    {
        if (text.Length is 0 or > Longest || StringInfo.GetNextTextElementLength(text) != text.Length)
        {
            return false;
        }

        var runes = text.EnumerateRunes().ToList();
        return runes.TrueForAll(r => r.Value > ' ' && r != Rune.ReplacementChar)
            && (Rune.GetUnicodeCategory(runes[0]) == UnicodeCategory.OtherSymbol || runes.Exists(r => r.Value is EmojiStyle or Keycap));
    }
}
