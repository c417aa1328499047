using StudyHub.Kernel;

namespace StudyHub.Media.Sdp;

/// <summary>What a description says about the browser's end of the transport.</summary>
/// <param name="Session">Changes with the RTCPeerConnection.</param>
/// <param name="Ufrag">Changes with an ICE restart.</param>
/// <param name="Fingerprint">SHA-256, upper case.</param>
internal sealed record RemoteTransport(string Session, string Ufrag, string Fingerprint)
{
    /// <summary>Reads it off the first m-line that is in use: all are bundled.</summary>
    /// <param name="sdp">The description.</param>
    /// <param name="media">An m-line in use.</param>
    public static Result<RemoteTransport> Read(SdpSession sdp, SdpMedia media)
    {
        if (sdp.Find(media, "setup") is not ("actpass" or "active"))
        {
            return MediaErrors.SdpInvalid("The browser must be able to be the DTLS client (a=setup:actpass or active).");
        }

        if (sdp.Find(media, "rtcp-mux") is null)
        {
            return MediaErrors.SdpInvalid("RTP and RTCP must share a port (a=rtcp-mux).");
        }

        var ufrag = sdp.Find(media, "ice-ufrag");
        if (ufrag is not { Length: >= 4 and <= 256 } || sdp.Find(media, "ice-pwd") is not { Length: >= 22 and <= 256 })
        {
            return MediaErrors.SdpInvalid("ICE credentials are missing or of a wrong length (a=ice-ufrag, a=ice-pwd).");
        }

        var fingerprint = media.Attributes.All("fingerprint").Concat(sdp.Attributes.All("fingerprint"))
            .Select(line => line.Split(' ', 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0].Equals("sha-256", StringComparison.OrdinalIgnoreCase));
        return fingerprint is [_, { Length: 95 } digest]
            ? new RemoteTransport(sdp.Origin, ufrag, digest.ToUpperInvariant())
            : MediaErrors.SdpInvalid("A SHA-256 fingerprint is missing (a=fingerprint).");
    }
}
