using Org.BouncyCastle.Tls;
using StudyHub.Media.Dtls;
using StudyHub.Media.Srtp;

namespace StudyHub.LoadTest.Transport;

/// <summary>The browser's side of a DTLS handshake.</summary>
internal sealed class DtlsClientPeer(DtlsIdentity identity, SrtpProfile[] profiles) : DefaultTlsClient(identity.Crypto)
{
    public SrtpKeys? Keys { get; private set; }

    public string ServerFingerprint { get; private set; } = "";

    public bool Ended { get; private set; }

    private SrtpProfile _chosen;

    public override int GetHandshakeTimeoutMillis() => 10_000;

    public override int GetHandshakeResendTimeMillis() => 100;

    public override IDictionary<int, byte[]> GetClientExtensions()
    {
        var extensions = base.GetClientExtensions() ?? new Dictionary<int, byte[]>();
        TlsSrtpUtilities.AddUseSrtpExtension(extensions, new UseSrtpData([.. profiles.Select(p => (int)p)], []));
        return extensions;
    }

    public override void ProcessServerExtensions(IDictionary<int, byte[]> serverExtensions)
    {
        base.ProcessServerExtensions(serverExtensions);
        _chosen = (SrtpProfile)TlsSrtpUtilities.GetUseSrtpExtension(serverExtensions).ProtectionProfiles[0];
    }

    public override void NotifyHandshakeComplete()
    {
        base.NotifyHandshakeComplete();
        Keys = new(_chosen, m_context.ExportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.LengthOf(_chosen)));
    }

    public override void NotifyAlertReceived(short alertLevel, short alertDescription)
    {
        Ended |= alertDescription == AlertDescription.close_notify;
        base.NotifyAlertReceived(alertLevel, alertDescription);
    }

    public override TlsAuthentication GetAuthentication() => new Authentication(this);

    protected override ProtocolVersion[] GetSupportedVersions() => ProtocolVersion.DTLSv12.Only();

    private sealed class Authentication(DtlsClientPeer peer) : TlsAuthentication
    {
        public void NotifyServerCertificate(TlsServerCertificate serverCertificate) =>
            peer.ServerFingerprint = DtlsIdentity.FingerprintOf(serverCertificate.Certificate.GetCertificateAt(0).GetEncoded());

        public TlsCredentials GetClientCredentials(CertificateRequest certificateRequest) => peer.Identity.SignerFor(peer.m_context);
    }

    private DtlsIdentity Identity => identity;
}
