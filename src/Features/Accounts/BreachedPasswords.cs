using System.Collections.Frozen;
using System.IO.Compression;

namespace StudyHub.Accounts;

/// <summary>The bundled list of breached passwords; source and licence in <c>Breached/NOTICE</c>.</summary>
internal static class BreachedPasswords
{
    private static readonly Lazy<FrozenSet<string>> s_list = new(Read);

    /// <summary>Ignores case: an attacker tries capitals too.</summary>
    public static bool Contain(string password) => s_list.Value.Contains(password) || s_list.Value.Contains(password.ToLowerInvariant());

    private static FrozenSet<string> Read()
    {
        using var resource = typeof(BreachedPasswords).Assembly.GetManifestResourceStream("passwords.txt.br")
            ?? throw new InvalidOperationException("The list of breached passwords is missing from this build.");
        using var lines = new StreamReader(new BrotliStream(resource, CompressionMode.Decompress));
        var list = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            list.Add(line);
        }

        return list.ToFrozenSet(StringComparer.Ordinal);
    }
}
