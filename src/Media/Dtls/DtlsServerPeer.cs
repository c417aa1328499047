using Org.BouncyCastle.Tls;
using StudyHub.Media.Srtp;

namespace StudyHub.Media.Dtls;

/// <summary>Our side of one DTLS 1.2 handshake: asks for the client's certificate, agrees on SRTP, exports its keys.</summary>
/// <remarks>RFC 6347; RFC 5764 §4</remarks>
internal sealed class DtlsServerPeer(DtlsIdentity identity) : DefaultTlsServer(identity.Crypto)
{
    /// <summary>How long a handshake may take, in milliseconds.</summary>
    public const int DeadlineMillis = 10_000;

    private static readonly SrtpProfile[] Preferred = [SrtpProfile.AeadAes128Gcm, SrtpProfile.Aes128CmHmacSha1Tag80];

    private SrtpProfile _profile;

    /// <summary>Of the certificate the client proved to own.</summary>
    public string ClientFingerprint { get; private set; } = "";

    /// <summary>Set when the handshake is complete.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>The client said goodbye, or gave up.</summary>
    public bool Ended { get; private set; }

    public override bool IgnoreCorruptDtlsRecords => true; // anyone can spoof a record; RFC 6347 §4.1.2.7

    public override int GetHandshakeTimeoutMillis() => DeadlineMillis;

    public override int GetHandshakeResendTimeMillis() => 200;

    public override void ProcessClientExtensions(IDictionary<int, byte[]> clientExtensions)
    {
        base.ProcessClientExtensions(clientExtensions);
        var offered = TlsSrtpUtilities.GetUseSrtpExtension(clientExtensions)?.ProtectionProfiles ?? [];
        _profile = Preferred.FirstOrDefault(profile => offered.Contains((int)profile));
        if (_profile == default)
        {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    public override IDictionary<int, byte[]> GetServerExtensions()
    {
        var extensions = base.GetServerExtensions() ?? new Dictionary<int, byte[]>();
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, new UseSrtpData([(int)_profile], []));
        return extensions;
    }

    public override CertificateRequest GetCertificateRequest() => new(
        [ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign],
        TlsUtilities.GetDefaultSupportedSignatureAlgorithms(m_context),
        null);

    public override void NotifyClientCertificate(Certificate clientCertificate)
    {
        if (clientCertificate.IsEmpty)
        {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }

        ClientFingerprint = DtlsIdentity.FingerprintOf(clientCertificate.GetCertificateAt(0).GetEncoded());
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Keys = new(_profile, m_context.ExportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.LengthOf(_profile)));
    }

    public override void NotifyAlertReceived(short alertLevel, short alertDescription)
    {
        Ended |= alertLevel == AlertLevel.fatal || alertDescription == AlertDescription.close_notify;
        base.NotifyAlertReceived(alertLevel, alertDescription);
    }

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    protected override int[] GetSupportedCipherSuites() =>
    [
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ];

    protected override TlsCredentialedSigner GetECDsaSignerCredentials() => identity.SignerFor(m_context);
}
