using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Tls;
using Org.BouncyCastle.Tls.Crypto;
using Org.BouncyCastle.Tls.Crypto.Impl.BC;
using CertificateRequest = System.Security.Cryptography.X509Certificates.CertificateRequest;

namespace StudyHub.Media.Dtls;

/// <summary>A self-signed certificate made for this run; the fingerprint in SDP is what makes it trusted.</summary>
/// <remarks>RFC 8827 §6.5; RFC 8122 §5</remarks>
internal sealed class DtlsIdentity
{
    private readonly AsymmetricKeyParameter _key;
    private readonly byte[] _certificate;

    public DtlsIdentity(TimeProvider clock)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = clock.GetUtcNow();
        var request = new CertificateRequest("CN=StudyHub", ec, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        _certificate = certificate.RawData;
        _key = PrivateKeyFactory.CreateKey(ec.ExportPkcs8PrivateKey());
        Fingerprint = FingerprintOf(_certificate);
    }

    public BcTlsCrypto Crypto { get; } = new(new SecureRandom());

    /// <summary>SHA-256, upper-case hex with colons.</summary>
    public string Fingerprint { get; }

    public static string FingerprintOf(byte[] certificate) =>
        string.Join(':', SHA256.HashData(certificate).Select(b => b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    public BcDefaultTlsCredentialedSigner SignerFor(TlsContext context) => new(
        new TlsCryptoParameters(context),
        Crypto,
        _key,
        new Certificate([new BcTlsCertificate(Crypto, _certificate)]),
        SignatureAndHashAlgorithm.GetInstance(Org.BouncyCastle.Tls.HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
}
