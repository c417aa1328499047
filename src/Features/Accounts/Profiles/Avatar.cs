using System.Security.Cryptography;

namespace StudyHub.Accounts.Profiles;

/// <summary>A person's picture: 512 × 512 WebP under a name of 128 random bits, new with each picture, so that it can be cached for ever.</summary>
internal static class Avatar
{
    public const int Side = 512;
    public const int MostBytes = 5 * 1024 * 1024;
    public const string ContentType = "image/webp";
    private const int NameLength = 32;

    public static string NewName() => RandomNumberGenerator.GetHexString(NameLength, lowercase: true);

    public static bool IsName(string name) => name.Length == NameLength && name.All(char.IsAsciiHexDigitLower);

    public static string KeyOf(string name) => $"avatars/{name}";

    /// <returns>Null where there is no picture.</returns>
    public static string? AddressOf(string? name) => name is null ? null : $"/api/v1/avatars/{name}";
}
