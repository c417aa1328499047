using System.Text;
using CsCheck;
using StudyHub.Chat;
using StudyHub.Chat.Files;

namespace StudyHub.Features.Tests.Rules.Chat;

/// <summary>MAT-4: whatever bytes strangers send, in whatever pieces.</summary>
public sealed class FileTypeTests
{
    private static readonly string[] s_names = ["a.png", "a.jpg", "a.gif", "a.webp", "a.pdf", "a.mp3", "a.wav", "a.ogg", "a.mp4", "a.webm", "a.docx", "a.hwp", "a.txt", "a.html", "a.cs"];

    private static readonly string[] s_beginnings = ["\u0089PNG\r\n\u001a\n", "ÿØÿ", "GIF89a", "RIFF0000WEBP", "RIFF0000WAVE", "%PDF-", "ID3", "OggS", "0000ftyp", "PK\u0003\u0004", "\u001aEß£", "ÐÏ\u0011à¡±\u001aá", "", "<html>", "MZ"];

    private static readonly Gen<byte[]> s_bytes =
        Gen.Select(Gen.Int[0, s_beginnings.Length - 1].Select(i => s_beginnings[i]), Gen.Byte.Array[0, 300], (beginning, rest) => (byte[])[.. Encoding.Latin1.GetBytes(beginning), .. rest]);

    [Fact]
    public void No_bytes_agree_with_two_kinds_of_pictures_sounds_or_documents() => s_bytes.Sample(bytes =>
    {
        var kinds = s_names.Select(n => FileType.Of(n)!).Where(t => t.Agrees(bytes)).Select(t => t.Signature).Distinct().ToList();
        return kinds.Count <= 1 || (kinds.Count == 2 && kinds.Contains(Signature.Text)); // "ID3" and "OggS" may begin a text.
    });

    [Fact]
    public void Text_is_what_a_strict_decoder_takes_whatever_the_pieces()
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        var texts = Gen.OneOf(
            Gen.String[0, 80].Select(s => Encoding.UTF8.GetBytes(s)), Gen.Byte.Array[0, 80], Gen.String[0, 40].Select(s => Encoding.UTF8.GetBytes(s)[..^(s.Length > 0 ? 1 : 0)]));

        Gen.Select(texts, Gen.Int[1, 7]).Sample((bytes, piece) =>
        {
            var check = new Utf8Check();
            foreach (var part in bytes.Chunk(piece))
            {
                check.Look(part);
            }

            return check.HoldsToTheEnd == IsText(strict, bytes);
        });
    }

    [Fact]
    public void A_name_is_one_part_without_what_deceives_and_keeps_its_extension() => Gen.String[0, 300].Sample(name =>
    {
        var read = FileName.Read($"{name}.pdf");
        return read.EndsWith(".pdf", StringComparison.Ordinal) && read.Length <= 120 && !read.Any(c => c is '/' or '\\' || char.IsControl(c)) && FileName.Read(read) == read;
    });

    [Theory]
    [InlineData(@"C:\Users\me\report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("invoice\u202Efdp.exe", "invoicefdp.exe")]
    [InlineData("ㅎㅏㄴ.hwp", "ㅎㅏㄴ.hwp")]
    [InlineData("a\r\nb.txt", "ab.txt")]
    public void Names(string sent, string shown) => Assert.Equal(shown, FileName.Read(sent));

    [Fact]
    public void An_emoji_is_one_grapheme_and_never_a_word() => Gen.String[0, 12].Sample(text =>
        !Emoji.IsOne(text) || (new System.Globalization.StringInfo(text).LengthInTextElements == 1 && !text.Any(char.IsLetter)) || text.EnumerateRunes().Any(r => r.Value is 0xFE0F or 0x20E3));

    private static bool IsText(UTF8Encoding strict, byte[] bytes)
    {
        try
        {
            return strict.GetString(bytes).All(c => !char.IsControl(c) || c is '\t' or '\n' or '\r' or '\f');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
