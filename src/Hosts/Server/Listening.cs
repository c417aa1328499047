using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary>Where the server listens, and with which certificate (OPS-15).</summary>
internal static class Listening
{
    private const long MaxBody = 1024 * 1024;

    public static void Configure(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.WebHost.UseKestrelHttpsConfiguration();
        var https = configuration.Flag("Http:Https") ? Certificate(configuration) : null;
        if (https is null)
        {
            builder.WebHost.UseUrls([.. configuration.List("Http:Urls")]);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            if (https is null)
            {
                return;
            }

            // Listening explicitly replaces the URLs, so both are said here.
            foreach (var url in configuration.List("Http:Urls"))
            {
                var address = BindingAddress.Parse(url);
                Listen(kestrel, address.Host, address.Port, null);
            }

            Listen(kestrel, "*", configuration.Number("Http:HttpsPort", 0, 65535, 8443), https);
        });
    }

    /// <summary>The addresses of this machine that another one might reach, IPv4 first.</summary>
    public static IReadOnlyList<IPAddress> LocalAddresses() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(n => n.OperationalStatus == OperationalStatus.Up && n.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork || (a.AddressFamily == AddressFamily.InterNetworkV6 && !a.IsIPv6LinkLocal))
            .OrderBy(a => a.AddressFamily),
    ];

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, string host, int port, X509Certificate2? certificate)
    {
        void Use(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }

        if (IPAddress.TryParse(host, out var address))
        {
            kestrel.Listen(address, port, Use);
        }
        else if (host == "localhost")
        {
            kestrel.ListenLocalhost(port, Use);
        }
        else
        {
            kestrel.ListenAnyIP(port, Use);
        }
    }

    private static X509Certificate2 Certificate(ConfigurationManager configuration)
    {
        if (configuration["Http:Certificate"] is { Length: > 0 } file)
        {
            try
            {
                return configuration["Http:CertificateKey"] is { Length: > 0 } key
                    ? X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPemFile(file, key).Export(X509ContentType.Pkcs12), null)
                    : X509CertificateLoader.LoadPkcs12FromFile(file, null);
            }
            catch (Exception e) when (e is CryptographicException or IOException)
            {
                throw new SettingsException($"The certificate '{file}' cannot be used: {e.Message}");
            }
        }

        return LocalCertificate(Path.Combine(Path.GetFullPath(configuration["Data:Directory"]!), "secrets"));
    }

    /// <summary>Kept, so that a browser which was told to trust it keeps doing so; made anew a month before it ends.</summary>
    private static X509Certificate2 LocalCertificate(string folder)
    {
        var file = Path.Combine(folder, "https.pfx");
        var now = TimeProvider.System.GetUtcNow();
        if (File.Exists(file) && X509CertificateLoader.LoadPkcs12FromFile(file, null) is var kept && kept.NotAfter > now.AddDays(30).LocalDateTime)
        {
            return kept;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=StudyHub", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        foreach (var address in LocalAddresses().Append(IPAddress.Loopback))
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(397));
        var bytes = made.Export(X509ContentType.Pkcs12);
        PrivateFolder.Create(folder);
        if (OperatingSystem.IsWindows())
        {
            File.WriteAllBytes(file, bytes);
        }
        else
        {
            using var stream = new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            stream.Write(bytes);
        }

        return X509CertificateLoader.LoadPkcs12(bytes, null);
    }
}
