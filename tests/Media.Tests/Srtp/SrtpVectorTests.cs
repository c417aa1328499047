using StudyHub.Media.Srtp;

namespace StudyHub.Media.Tests.Srtp;

public sealed class SrtpVectorTests
{
    /// <summary>RFC 3711 appendix B.3.</summary>
    [Theory]
    [InlineData(SrtpKeyDerivation.RtpEncryption, 16, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData(SrtpKeyDerivation.RtpSalt, 14, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData(SrtpKeyDerivation.RtpAuthentication, 20, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4")]
    public void Session_keys_are_derived_as_published(byte label, int length, string expected)
    {
        var key = Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139");
        var salt = Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6");

        Assert.Equal(expected, Convert.ToHexString(SrtpKeyDerivation.Derive(key, salt, label, length)));
    }

    /// <summary>RFC 3711 appendix B.2: the key stream is what zeros become.</summary>
    [Fact]
    public void The_counter_mode_key_stream_is_the_published_one()
    {
        using var cipher = new CounterCipher(
            Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"), Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        var stream = new byte[44];

        cipher.Apply(stream, 0, 0);

        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4", Convert.ToHexString(stream));
    }

    /// <summary>RFC 7714 §16.1.1.</summary>
    [Fact]
    public void A_GCM_packet_is_protected_as_published()
    {
        using var transform = GcmTransform.OfSessionKey(
            Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), Convert.FromHexString("517569642070726f2071756f"));
        var header = Convert.FromHexString("8040f17b8041f8d35501a0b2");
        var payload = Convert.FromHexString("47616c6c696120657374206f6d6e697320646976697361206" + "96e207061727465732074726573");
        var packet = new byte[header.Length + payload.Length + transform.RtpOverhead];
        header.CopyTo(packet, 0);

        var length = transform.ProtectRtp(packet, header.Length, payload, 0x5501a0b2, 0xf17b);

        Assert.Equal(packet.Length, length);
        Assert.Equal(
            "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce",
            Convert.ToHexStringLower(packet));
        Assert.True(transform.UnprotectRtp(packet, header.Length, 0x5501a0b2, 0xf17b));
        Assert.True(packet.AsSpan(header.Length, payload.Length).SequenceEqual(payload));
    }

    /// <summary>RFC 7714 §17.1.</summary>
    [Fact]
    public void A_GCM_control_packet_is_protected_as_published()
    {
        using var transform = GcmTransform.OfSessionKey(
            Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), Convert.FromHexString("517569642070726f2071756f"));
        var plain = Convert.FromHexString(
            "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        var packet = new byte[plain.Length + transform.RtcpOverhead];
        plain.CopyTo(packet, 0);

        var length = transform.ProtectRtcp(packet, plain.Length, 0x4d617273, 0x5d4);

        Assert.Equal(packet.Length, length);
        Assert.Equal(
            "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4",
            Convert.ToHexStringLower(packet));
    }
}
