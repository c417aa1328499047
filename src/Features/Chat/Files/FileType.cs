using System.Text;

namespace StudyHub.Chat.Files;

/// <summary>A type of file that is taken (MAT-4): the extension says which, and the first bytes must agree.</summary>
/// <param name="ContentType">What it is served as.</param>
/// <param name="Look">How it can be shown.</param>
/// <param name="Signature">How its content begins.</param>
internal sealed record FileType(string ContentType, FileLook Look, Signature Signature)
{
    private const string Binary = "application/octet-stream";
    private const string PlainText = "text/plain; charset=utf-8";

    private static readonly Dictionary<string, FileType> s_types = Build();

    /// <summary>All types of content that files are served as, without parameters.</summary>
    public static IReadOnlyList<string> ContentTypes { get; } = [.. s_types.Values.Select(t => t.ContentType.Split(';')[0]).Distinct()];

    /// <summary>Whether the whole content must be UTF-8 without control characters.</summary>
    public bool IsText => Signature == Signature.Text;

    /// <returns>Null where files of such a name are not taken.</returns>
    public static FileType? Of(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 1 ? null : s_types.GetValueOrDefault(name[(dot + 1)..].ToLowerInvariant());
    }

    /// <param name="head">The first <see cref="Signatures.Length"/> bytes, or all where there are fewer.</param>
    public bool Agrees(ReadOnlySpan<byte> head) => Signatures.Match(Signature, head);

    private static Dictionary<string, FileType> Build()
    {
        var types = new Dictionary<string, FileType>(StringComparer.Ordinal)
        {
            ["png"] = new("image/png", FileLook.Image, Signature.Png),
            ["jpg"] = new("image/jpeg", FileLook.Image, Signature.Jpeg),
            ["jpeg"] = new("image/jpeg", FileLook.Image, Signature.Jpeg),
            ["gif"] = new("image/gif", FileLook.Image, Signature.Gif),
            ["webp"] = new("image/webp", FileLook.Image, Signature.WebP),
            ["pdf"] = new("application/pdf", FileLook.Pdf, Signature.Pdf),
            ["mp3"] = new("audio/mpeg", FileLook.Audio, Signature.Mp3),
            ["wav"] = new("audio/wav", FileLook.Audio, Signature.Wave),
            ["ogg"] = new("audio/ogg", FileLook.Audio, Signature.Ogg),
            ["m4a"] = new("audio/mp4", FileLook.Audio, Signature.Mp4),
            ["mp4"] = new("video/mp4", FileLook.Video, Signature.Mp4),
            ["webm"] = new("video/webm", FileLook.Video, Signature.Matroska),

            // Kept from being shown: they may hold scripts. They are served as nothing in particular, to be saved.
            ["html"] = new(Binary, FileLook.None, Signature.Text),
            ["htm"] = new(Binary, FileLook.None, Signature.Text),
            ["svg"] = new(Binary, FileLook.None, Signature.Text),
            ["xml"] = new(Binary, FileLook.None, Signature.Text),
        };
        foreach (var office in (string[])["docx", "xlsx", "pptx", "hwpx", "odt", "ods", "odp", "epub", "zip"])
        {
            types[office] = new(Binary, FileLook.None, Signature.Zip);
        }

        foreach (var older in (string[])["doc", "xls", "ppt", "hwp"])
        {
            types[older] = new(Binary, FileLook.None, Signature.CompoundFile);
        }

        string[] texts =
        [
            "txt", "md", "csv", "tsv", "log", "json", "yml", "yaml", "toml", "ini", "tex", "bib", "srt", "vtt", "ipynb",
            "c", "h", "cc", "cpp", "hpp", "cs", "fs", "java", "kt", "kts", "py", "r", "m", "jl", "js", "jsx", "ts", "tsx", "css", "go", "rs", "swift",
            "rb", "php", "sh", "sql", "lua", "dart", "scala", "hs", "ml", "asm", "patch", "diff",
        ];
        foreach (var text in texts)
        {
            types[text] = new(PlainText, FileLook.Text, Signature.Text);
        }

        return types;
    }
}

internal enum Signature
{
    Text,
    Png,
    Jpeg,
    Gif,
    WebP,
    Pdf,
    Mp3,
    Wave,
    Ogg,
    Mp4,
    Matroska,
    Zip,
    CompoundFile,
}

/// <summary>How files of the known types begin.</summary>
internal static class Signatures
{
    /// <summary>Bytes that are looked at.</summary>
    public const int Length = 4_096;

    public static bool Match(Signature signature, ReadOnlySpan<byte> head) => signature switch
    {
        Signature.Text => !head.StartsWith("%PDF-"u8) && Utf8Check.IsText(head),
        Signature.Png => head.StartsWith((ReadOnlySpan<byte>)[0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n']),
        Signature.Jpeg => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
        Signature.Gif => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8),
        Signature.WebP => IsRiff(head, "WEBP"u8),
        Signature.Pdf => head.StartsWith("%PDF-"u8),
        Signature.Mp3 => head.StartsWith("ID3"u8) || (head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE6) == 0xE2), // MPEG audio frame, layer III.
        Signature.Wave => IsRiff(head, "WAVE"u8),
        Signature.Ogg => head.StartsWith("OggS"u8),
        Signature.Mp4 => head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8),
        Signature.Matroska => head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]),
        Signature.Zip => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8),
        Signature.CompoundFile => head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        _ => throw new ArgumentOutOfRangeException(nameof(signature)),
    };

    private static bool IsRiff(ReadOnlySpan<byte> head, ReadOnlySpan<byte> kind) =>
        head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..12].SequenceEqual(kind);
}

/// <summary>Whether bytes, arriving piece by piece, are UTF-8 text: no broken sequences, no control characters but tab, line ends and form feed.</summary>
internal sealed class Utf8Check
{
    private readonly byte[] _kept = new byte[4];
    private int _keptCount;

    /// <summary>What has been looked at so far may be the beginning of a text.</summary>
    public bool Holds { get; private set; } = true;

    /// <summary>The content ended; an unfinished character is a broken one.</summary>
    public bool HoldsToTheEnd => Holds && _keptCount == 0;

    /// <summary>Whether this may be the beginning of a text: a character cut off at the end is no fault.</summary>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        var check = new Utf8Check();
        check.Look(head);
        return check.Holds;
    }

    public void Look(ReadOnlySpan<byte> bytes)
    {
        while (Holds && !bytes.IsEmpty)
        {
            if (_keptCount > 0)
            {
                _kept[_keptCount++] = bytes[0];
                bytes = bytes[1..];
                if (TryTake(_kept.AsSpan(0, _keptCount), out _))
                {
                    _keptCount = 0;
                }

                continue;
            }

            if (TryTake(bytes, out var taken))
            {
                bytes = bytes[taken..];
            }
            else if (Holds)
            {
                bytes.CopyTo(_kept);
                _keptCount = bytes.Length;
                return;
            }
        }
    }

    /// <returns>False where more bytes are needed, or where <see cref="Holds"/> has become false.</returns>
    private bool TryTake(ReadOnlySpan<byte> bytes, out int taken)
    {
        var status = Rune.DecodeFromUtf8(bytes, out var rune, out taken);
        Holds = status is System.Buffers.OperationStatus.NeedMoreData
            || (status == System.Buffers.OperationStatus.Done && (!Rune.IsControl(rune) || rune.Value is '\t' or '\n' or '\r' or '\f'));
        return Holds && status == System.Buffers.OperationStatus.Done;
    }
}
