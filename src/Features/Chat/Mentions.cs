using System.Text.RegularExpressions;
using StudyHub.Kernel;

namespace StudyHub.Chat;

/// <summary>Whom a message names (CHAT-9).</summary>
/// <param name="People">Those with access whose handles stand in the text.</param>
/// <param name="All">The text says <c>@all</c>.</param>
internal readonly partial record struct Mentions(IReadOnlyList<UserId> People, bool All)
{
    public const string Everybody = "all";

    /// <summary>More handles than this in one text are not looked up.</summary>
    private const int Most = 20;

    /// <summary>The names after an <c>@</c>, in lower case, each once; code is no place for mentions.</summary>
    public static IReadOnlyList<string> HandlesIn(string text) => text.Contains('@', StringComparison.Ordinal)
        ? [.. Name().Matches(Code().Replace(text, " ")).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct().Take(Most)]
        : [];

    public bool Any => All || People is { Count: > 0 };

    public string ToColumn() => People is { Count: > 0 } ? string.Join(' ', People) : "";

    public static IReadOnlyList<UserId> FromColumn(string column) => column.Length == 0
        ? []
        : [.. column.Split(' ').Select(IdText.Read<UserId>)];

    [GeneratedRegex(@"(?<![\w@./])@(?<name>[A-Za-z][A-Za-z0-9_]{2,19})(?![A-Za-z0-9_])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();

    [GeneratedRegex(@"```[\s\S]*?(```|$)|`[^`\n]*`", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
