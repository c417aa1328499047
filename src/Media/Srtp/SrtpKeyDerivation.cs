using System.Security.Cryptography;

namespace StudyHub.Media.Srtp;

/// <summary>Derives session keys from a master key, with a key derivation rate of 0.</summary>
/// <remarks>RFC 3711 §4.3; a 96-bit GCM salt is padded with zeros to 112 bits (RFC 7714 §11).</remarks>
internal static class SrtpKeyDerivation
{
    public const byte RtpEncryption = 0;
    public const byte RtpAuthentication = 1;
    public const byte RtpSalt = 2;
    public const byte RtcpEncryption = 3;
    public const byte RtcpAuthentication = 4;
    public const byte RtcpSalt = 5;

    private const int Block = 16;

    /// <returns><paramref name="length"/> bytes of the key named by <paramref name="label"/>.</returns>
    public static byte[] Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, byte label, int length)
    {
        using var aes = Aes.Create();
        aes.SetKey(masterKey);
        Span<byte> counter = stackalloc byte[Block];
        counter.Clear();
        masterSalt.CopyTo(counter);
        counter[7] ^= label;
        var derived = new byte[(length + Block - 1) / Block * Block];
        for (var i = 0; i < derived.Length / Block; i++)
        {
            counter[15] = (byte)i;
#pragma warning disable CA5358 // One block at a time is how counter mode is built.
            aes.EncryptEcb(counter, derived.AsSpan(i * Block), PaddingMode.None);
#pragma warning restore CA5358
        }

        return derived[..length];
    }
}
