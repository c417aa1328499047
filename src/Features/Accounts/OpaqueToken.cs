using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace StudyHub.Accounts;

/// <summary>A random 256-bit value in base64url. Only its SHA-256 hash is stored: enough, for nobody can guess the value.</summary>
internal static class OpaqueToken
{
    private const int Bytes = 32;
    private const int Characters = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <returns>Null where the text cannot be a token.</returns>
    public static byte[]? Hash(string? token) =>
        token?.Length == Characters && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? SHA256.HashData(Encoding.ASCII.GetBytes(token))
            : null;
}
