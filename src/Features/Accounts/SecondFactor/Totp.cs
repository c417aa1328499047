using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StudyHub.Accounts.SecondFactor;

/// <summary>
/// Time-based one-time passwords with six digits, 30-second steps and SHA-1, which every authenticator app knows. Identity's own
/// provider accepts two steps of drift and does not remember which code was used (ACC-12).
/// </summary>
/// <remarks>RFC 6238 §4, RFC 4226 §5.3.</remarks>
internal static class Totp
{
    public const int SecretBytes = 20;
    public const int Digits = 6;
    public const int StepSeconds = 30;
    private const int Drift = 1;
    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The standard's own choice; forging it needs the secret, not a collision.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step a code is for: the present one or one beside it, and later than the last one used, for each code works once.</summary>
    /// <returns>Null where the code is for none of them.</returns>
    public static long? Match(byte[] secret, string code, DateTimeOffset now, long lastUsed)
    {
        long? found = null;
        for (var step = StepAt(now) - Drift; step <= StepAt(now) + Drift; step++)
        {
            var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), Encoding.UTF8.GetBytes(code));
            found = right && step > lastUsed ? step : found;
        }

        return found;
    }

    /// <summary>Base 32 without padding (RFC 4648 §6), as authenticator apps take it.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            (buffer, bits) = ((buffer << 8) | value, bits + 8);
            for (; bits >= 5; bits -= 5)
            {
                text.Append(Base32Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits > 0 ? text.Append(Base32Alphabet[(buffer << (5 - bits)) & 31]).ToString() : text.ToString();
    }

    /// <summary>What the QR code holds (the key URI format of authenticator apps).</summary>
    public static string Uri(string handle, byte[] secret) =>
        $"otpauth://totp/StudyHub:{handle}?secret={Base32(secret)}&issuer=StudyHub&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
