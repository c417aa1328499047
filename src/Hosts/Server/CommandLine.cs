using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary>The switches of the server; each is a setting.</summary>
internal static class CommandLine
{
    public const string ConfigFile = "config";

    public const string Help = """
        StudyHub: study together, at a distance.

          --data DIR            where everything lies that must survive (./data)
          --urls URLS           addresses to listen on, separated by ; (http://*:8080)
          --https               also listen on https, with a given or a locally made certificate
          --certificate FILE    the certificate for --https (PEM or PFX); --certificate-key FILE its key
          --announce ADDRESSES  addresses that browsers send media to, separated by ; (every address of this host)
          --media-port PORT     first UDP port for media (8500)
          --config FILE         the configuration file (./studyhub.json); docs/operations.md lists every setting
          --development         mails go to the log and to the outbox folder
          --production          refuse whatever only suits development
          --help                this text

        seed --people N         instead of starting: prepares N people for a load test in a data folder that nobody else uses
        """;

    private static readonly Dictionary<string, string> s_values = new(StringComparer.Ordinal)
    {
        ["--data"] = "Data:Directory",
        ["--urls"] = "Http:Urls",
        ["--certificate"] = "Http:Certificate",
        ["--certificate-key"] = "Http:CertificateKey",
        ["--announce"] = "Media:Announce",
        ["--media-port"] = "Media:Port",
        ["--config"] = ConfigFile,
    };

    private static readonly Dictionary<string, (string Key, string Value)> s_flags = new(StringComparer.Ordinal)
    {
        ["--https"] = ("Http:Https", "true"),
        ["--development"] = ("Environment", "Development"),
        ["--production"] = ("Environment", "Production"),
    };

    public static bool AsksForHelp(string[] args) => args.Any(a => a is "--help" or "-h" or "-?");

    /// <exception cref="SettingsException">An unknown switch, or one without its value.</exception>
    public static Dictionary<string, string?> Read(string[] args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            var (name, inline) = args[i].IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? (args[i][..at], args[i][(at + 1)..]) : (args[i], null);
            if (s_flags.TryGetValue(name, out var flag))
            {
                settings[flag.Key] = flag.Value;
            }
            else if (s_values.TryGetValue(name, out var key))
            {
                settings[key] = inline ?? (++i < args.Length ? args[i] : throw new SettingsException($"{name} needs a value."));
            }
            else
            {
                throw new SettingsException($"There is no switch '{args[i]}'. --help lists them all.");
            }
        }

        return settings;
    }
}
