namespace StudyHub.Engines.Smtp;

/// <summary>The configuration section <c>Mail</c>.</summary>
public sealed record SmtpOptions
{
    public required string Host { get; init; }
    public int Port { get; init; } = 587;

    /// <summary>Null where the server asks for no name.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The sender: an address, or <c>Name &lt;address&gt;</c>.</summary>
    public required string From { get; init; }

    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>A record prints its members; the password must never get into a log that way.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Begins in the clear and must switch to TLS (RFC 3207), usually port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    Tls,

    /// <summary>In the clear: only for a server on the same machine or a trusted network.</summary>
    None,
}
