using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary>
/// Every setting there is (OPS-3): one file, <c>studyhub.json</c>, overridden by the environment (<c>STUDYHUB_Media__Port</c>),
/// overridden by the command line. A key that is not in the table stops the start.
/// </summary>
public static class Settings
{
    private const string EnvironmentPrefix = "STUDYHUB_";

    /// <summary>The table; <c>docs/operations.md</c> repeats it, and a test compares the two.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Environment", "Production", "`Development` writes mails to the log and says on the sign-up page where codes lie; `./studyhub run` uses it."),
        new("Data:Directory", "data", "Where everything that must survive lies: database, secrets, mail outbox."),
        new("Http:Urls", "http://*:8080", "Addresses to listen on, separated by `;`."),
        new("Http:Https", "false", "Also listen on https, which browsers ask for before they give camera and microphone to a page from another machine."),
        new("Http:HttpsPort", "8443", "The port for https."),
        new("Http:Certificate", "", "A PEM or PFX file; without it a local certificate is made and kept in the data directory."),
        new("Http:CertificateKey", "", "The PEM file of the certificate's private key."),
        new("Http:TrustedProxies", "", "Addresses of proxies whose forwarded headers are believed, separated by `;`."),
        new("Api:RequestsPerUser", "600", "Requests of one signed-in person in a minute after which the next waits."),
        new("Api:RequestsPerAddress", "60", "Signed-out requests from one network address (IPv6: one /64) in a minute after which the next waits."),
        new("Media:Port", "8500", "First port for media, UDP and TCP; each worker listens on the next one. 0: the system's choice."),
        new("Media:Workers", "", "Number of media workers; empty: one for each core."),
        new("Media:Announce", "", "Addresses that browsers send media to, separated by `;`; empty: every address of this host."),
        new("Media:Relays", "", "Relays (TURN) for browsers that reach neither UDP nor TCP ports here: addresses like `turn:relay.example.org:3478`, separated by `;`."),
        new("Media:RelaySecret", "", "The secret shared with the relays (`static-auth-secret` in coturn)."),
        new("Metrics:AllowFrom", "", "Addresses and networks (`192.0.2.0/24`) that may read `/metrics`, separated by `;`; this host always may."),
        new("Mail:Host", "", "The mail server that mails are handed to; empty: they are written to the outbox folder."),
        new("Mail:Port", "587", "The mail server's port."),
        new("Mail:User", "", "The name to sign in to the mail server with; empty: without signing in."),
        new("Mail:Password", "", "The password for `Mail:User`."),
        new("Mail:From", "", "The sender of all mails: an address, or `Name <address>`."),
        new("Mail:Security", "StartTls", "`StartTls` begins in the clear and must switch to TLS, `Tls` speaks TLS from the first byte (port 465), `None` stays in the clear."),
        new("Mail:AllowOutbox", "false", "Lets production write mails to the outbox folder instead of sending them."),
        new("Accounts:CodeSpacingSeconds", "60", "Seconds between two code mails to one e-mail address."),
        new("Accounts:CodesPerEmailPerHour", "5", "Code mails to one e-mail address in an hour."),
        new("Accounts:CodesPerAddressPerHour", "100", "Code mails asked for from one network address in an hour."),
        new("Accounts:SignInFailuresPerAccount", "10", "Failed sign-ins to one account after which it waits."),
        new("Accounts:SignInFailuresPerAddress", "50", "Failed sign-ins from one network address after which it waits."),
        new("Accounts:SignInFailureMinutes", "15", "Minutes for which a failed sign-in counts."),
        new("Accounts:SessionIdleDays", "30", "Days without use after which a session ends."),
        new("Accounts:SessionTotalDays", "90", "Days after which a session ends, used or not."),
        new("Accounts:ErasureDelayDays", "14", "Days between a person's wish to delete their account and its erasure; signing in cancels it."),
        new("Accounts:AuditDays", "365", "Days for which the audit log keeps a line, at least 30."),
        new("Groups:PerUser", "5", "Groups a person may be in, owned and joined."),
        new("Rooms:CreatedPerHour", "10", "Open rooms a person may create in an hour."),
        new("Rooms:PasswordTries", "10", "Wrong room passwords of one person in 10 minutes after which they wait."),
        new("Chat:MessagesPerTenSeconds", "20", "Messages one person may send to one room in 10 seconds."),
        new("Chat:FileMegabytes", "25", "The size of a file in a chat, in megabytes."),
        new("Rooms:ClosedDays", "30", "Days for which a closed room's chat can be read; then it is erased."),
    ];

    /// <summary>Reads the three sources; an unknown key is an error that names it.</summary>
    /// <exception cref="SettingsException">With a sentence for the operator.</exception>
    public static IConfigurationRoot Read(string[] args)
    {
        var commandLine = CommandLine.Read(args);
        var path = commandLine.GetValueOrDefault(CommandLine.ConfigFile);
        var file = path ?? "studyhub.json";
        if (path is not null && !File.Exists(path))
        {
            throw new SettingsException($"There is no configuration file '{path}'.");
        }

        commandLine.Remove(CommandLine.ConfigFile);
        IConfigurationRoot configuration;
        try
        {
            configuration = new ConfigurationBuilder()
                .AddInMemoryCollection(All.Select(s => KeyValuePair.Create(s.Key, (string?)s.Default)))
                .AddJsonFile(Path.GetFullPath(file), optional: true)
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(commandLine)
                .Build();
        }
        catch (InvalidDataException e)
        {
            throw new SettingsException($"'{file}' cannot be read: {e.InnerException?.Message ?? e.Message}");
        }

        var known = All.Select(s => s.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = configuration.AsEnumerable().FirstOrDefault(pair => pair.Value is not null && !known.Contains(pair.Key));
        return unknown.Key is null
            ? configuration
            : throw new SettingsException($"There is no setting '{unknown.Key}'. docs/operations.md lists them all.");
    }

    internal static IReadOnlyList<string> List(this IConfiguration configuration, string key) =>
        (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static bool Flag(this IConfiguration configuration, string key) => (configuration[key] ?? "").ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" or "" => false,
        var other => throw new SettingsException($"'{key}' is true or false, not '{other}'."),
    };

    internal static int Number(this IConfiguration configuration, string key, int min, int max, int whenEmpty) =>
        configuration[key] is not { Length: > 0 } text
            ? whenEmpty
            : int.TryParse(text, out var number) && number >= min && number <= max
                ? number
                : throw new SettingsException($"'{key}' is a number from {min} to {max}, not '{text}'.");
}

/// <param name="Key">As in the file, levels separated by a colon.</param>
/// <param name="Default">What holds when nothing is set.</param>
/// <param name="Meaning">One sentence for the operator.</param>
public sealed record Setting(string Key, string Default, string Meaning);
