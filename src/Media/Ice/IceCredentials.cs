using System.Security.Cryptography;
using System.Text;

namespace StudyHub.Media.Ice;

/// <summary>Our half of the short-term credential of one ICE session.</summary>
/// <remarks>RFC 8445 §5.3: at least 24 bits of ufrag and 128 bits of password; here 60 and 142.</remarks>
internal sealed class IceCredentials
{
    public const int UfragLength = 10;

    private const string IceChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/";

    public string Ufrag { get; } = RandomNumberGenerator.GetString(IceChars, UfragLength);

    public string Password { get; } = RandomNumberGenerator.GetString(IceChars, 24);

    public UfragKey Key => UfragKey.Of(Encoding.ASCII.GetBytes(Ufrag));

    public byte[] PasswordBytes => field ??= Encoding.ASCII.GetBytes(Password);
}

/// <summary>The bytes of one of our ufrags as a dictionary key, so that a lookup allocates nothing.</summary>
internal readonly record struct UfragKey(ulong First, ushort Last)
{
    public static UfragKey Of(ReadOnlySpan<byte> ufrag) => new(BitConverter.ToUInt64(ufrag), BitConverter.ToUInt16(ufrag[8..]));

    /// <summary>Takes our part off a USERNAME: what stands before the colon.</summary>
    public static bool TryRead(ReadOnlySpan<byte> username, out UfragKey key)
    {
        if (username.Length <= IceCredentials.UfragLength || username[IceCredentials.UfragLength] != (byte)':')
        {
            key = default;
            return false;
        }

        key = Of(username);
        return true;
    }
}
