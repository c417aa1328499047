namespace StudyHub.Accounts.Sessions;

/// <summary>
/// "Chrome · Windows" from a User-Agent (RFC 9110 §10.1.5): enough to tell one's own devices apart. Only these names are kept,
/// never what the browser sent.
/// </summary>
internal static class DeviceLabel
{
    /// <summary>The first that is found wins: nearly every browser also claims to be Chrome and Safari.</summary>
    private static readonly (string Mark, string Name)[] s_browsers =
    [
        ("KAKAOTALK", "KakaoTalk"), ("NAVER(", "NAVER"), ("Whale/", "Whale"), ("SamsungBrowser/", "Samsung Internet"),
        ("Edg", "Edge"), ("OPR/", "Opera"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] s_systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ];

    /// <returns>Empty where nothing is known.</returns>
    public static string Of(string userAgent)
    {
        var known = new[] { Find(s_browsers, userAgent), Find(s_systems, userAgent) };
        return string.Join(" · ", known.OfType<string>());
    }

    private static string? Find((string Mark, string Name)[] names, string userAgent) =>
        Array.Find(names, n => userAgent.Contains(n.Mark, StringComparison.Ordinal)).Name;
}
