using System.Diagnostics;
using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Kernel;
using StudyHub.Server;

namespace StudyHub.Features.Tests.Doors;

/// <summary>What an operator meets: settings, addresses, health, https, and the files of the web client.</summary>
public sealed class HostTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{ "Media": { "Prot": "1" } }""", "Media:Prot")]
    [InlineData("""{ "Media": { "Workers": "many" } }""", "Media:Workers")]
    [InlineData("""{ "Media": { "Relays": "relay.example.org", "RelaySecret": "x" } }""", "Media:Relays")]
    [InlineData("""{ "Media": { "Relays": "turn:relay.example.org" } }""", "Media:RelaySecret")]
    [InlineData("""{ "Metrics": { "AllowFrom": "everybody" } }""", "Metrics:AllowFrom")]
    [InlineData("""{ "Accounts": { "SessionIdleDays": "0" } }""", "Accounts:SessionIdleDays")]
    [InlineData("""{ "Mail": { "Host": "localhost", "From": "nobody <" } }""", "Mail:From")]
    [InlineData("{", "studyhub.json")]
    public async Task A_setting_that_cannot_hold_stops_the_start_and_is_named(string file, string named)
    {
        var folder = Directory.CreateTempSubdirectory("studyhub-host-").FullName;
        var config = Path.Combine(folder, "studyhub.json");
        await File.WriteAllTextAsync(config, file, Ct);

        var (exit, output) = await RunAsync("--config", config, "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0", "--media-port", "0", "--development");

        Assert.Equal(2, exit);
        Assert.Contains(named, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Production_does_not_start_where_nobody_would_receive_mails()
    {
        var refused = Assert.Throws<SettingsException>(() => StudyHubServer.Build(["--production", "--data", app.DataDirectory]));

        Assert.Contains("Mail:AllowOutbox", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switch_that_does_not_exist_is_named()
    {
        var (exit, output) = await RunAsync("--no-such-switch");

        Assert.Equal(2, exit);
        Assert.Contains("--no-such-switch", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_answers_without_a_session()
    {
        using var http = new HttpClient { BaseAddress = app.Address };

        Assert.Equal("live", await http.GetStringAsync("health/live", Ct));
        Assert.Equal("ready", await http.GetStringAsync("health/ready", Ct));
    }

    [Fact]
    public async Task The_page_is_compressed_and_its_assets_are_kept_for_ever()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        using var plain = new HttpClient { BaseAddress = app.Address };
        var page = await plain.GetStringAsync("rooms/anything", Ct);
        Assert.SkipUnless(page.Length > 0, "Built without the web client.");

        var asset = page.Split('"').First(part => part.StartsWith("/assets/", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal));
        var answer = await http.GetAsync(asset, Ct);

        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", (await http.GetAsync("/", Ct)).Headers.CacheControl!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/assets/missing.js", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/%2e%2e/studyhub.json", Ct)).StatusCode);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_safe()
    {
        using var http = new HttpClient { BaseAddress = app.Address };

        foreach (var path in (string[])["/", "/api/v1/installation", "/api/v1/nothing"])
        {
            var answer = await http.GetAsync(path, Ct);
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task With_https_a_local_certificate_is_made_kept_and_private()
    {
        var data = Directory.CreateTempSubdirectory("studyhub-https-").FullName;
        var config = Path.Combine(data, "studyhub.json");
        await File.WriteAllTextAsync(config, """{ "Http": { "HttpsPort": "0" } }""", Ct);
        string[] arguments = ["--data", Path.Combine(data, "data"), "--development", "--https", "--config", config, "--urls", "http://127.0.0.1:0", "--media-port", "0"];

        var first = await CertificateOfAsync(arguments);
        var second = await CertificateOfAsync(arguments);

        Assert.Equal(first, second);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "data", "secrets", "https.pfx")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(data, "data")));
        }

        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", HttpStatusCode.Unauthorized)]
    public async Task Forwarded_headers_are_believed_from_configured_proxies_only(string trusted, HttpStatusCode expected)
    {
        var data = Directory.CreateTempSubdirectory("studyhub-proxy-").FullName;
        var config = Path.Combine(data, "studyhub.json");
        await File.WriteAllTextAsync(config, $$"""{ "Http": { "TrustedProxies": "{{trusted}}" } }""", Ct);
        await using (var server = StudyHubServer.Build(
            ["--data", Path.Combine(data, "data"), "--development", "--config", config, "--urls", "http://127.0.0.1:0", "--media-port", "0"]))
        {
            await server.StartAsync(Ct);
            var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            using var http = new HttpClient { BaseAddress = new Uri(address) };
            using var request = new HttpRequestMessage(HttpMethod.Delete, "api/v1/sessions/current");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Host", "study.example.org");
            request.Headers.Add("Origin", "https://study.example.org");

            // Behind the proxy the page's origin is ours: only the session is missing. Elsewhere it is another site's.
            Assert.Equal(expected, (await http.SendAsync(request, Ct)).StatusCode);
            await server.StopAsync(Ct);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>The fingerprint of the certificate that the server shows, after it has answered over it.</summary>
    private static async Task<string> CertificateOfAsync(string[] arguments)
    {
        await using var server = StudyHubServer.Build(arguments);
        await server.StartAsync(Ct);
        var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var port = new Uri(addresses.Single(a => a.StartsWith("https://", StringComparison.Ordinal)).Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        var seen = "";
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (seen = certificate!.GetCertHashString()).Length > 0,
            },
        });
        Assert.Equal("live", await http.GetStringAsync($"https://localhost:{port}/health/live", Ct));
        await server.StopAsync(Ct);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return seen;
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [ProductProcess.Program, .. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var output = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, output);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
