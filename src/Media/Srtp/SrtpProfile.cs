namespace StudyHub.Media.Srtp;

/// <summary>The protection profiles we negotiate, best first; the values are those of the DTLS extension.</summary>
/// <remarks>RFC 5764 §4.1.2; RFC 7714 §14.2</remarks>
internal enum SrtpProfile
{
    Aes128CmHmacSha1Tag80 = 0x0001,
    AeadAes128Gcm = 0x0007,
}

/// <summary>Master keys and salts of both directions, as exported from DTLS.</summary>
/// <remarks>RFC 5764 §4.2: client key, server key, client salt, server salt.</remarks>
internal sealed record SrtpKeys(SrtpProfile Profile, byte[] Material)
{
    private const int KeyLength = 16;

    public static int LengthOf(SrtpProfile profile) => 2 * (KeyLength + SaltLengthOf(profile));

    public SrtpTransform OfClient() => Transform(0);

    public SrtpTransform OfServer() => Transform(1);

    private static int SaltLengthOf(SrtpProfile profile) => profile == SrtpProfile.AeadAes128Gcm ? 12 : 14;

    private SrtpTransform Transform(int side)
    {
        var saltLength = SaltLengthOf(Profile);
        var key = Material.AsSpan(side * KeyLength, KeyLength);
        var salt = Material.AsSpan((2 * KeyLength) + (side * saltLength), saltLength);
        return Profile == SrtpProfile.AeadAes128Gcm ? new GcmTransform(key, salt) : new CounterTransform(key, salt);
    }
}
