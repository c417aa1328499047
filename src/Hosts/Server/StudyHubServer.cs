using System.Diagnostics;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using StudyHub.Accounts;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat;
using StudyHub.Data;
using StudyHub.Groups;
using StudyHub.Kernel;
using StudyHub.Meetings;
using StudyHub.Moderation;
using StudyHub.Notifications;
using StudyHub.Rooms;
using StudyHub.Server.Idempotency;
using StudyHub.Web;
using StudyHub.Web.Auth;
using StudyHub.Web.Live;

namespace StudyHub.Server;

/// <summary>StudyHub, put together: the list of features and the order in which a request passes through.</summary>
public static class StudyHubServer
{
    /// <summary>What the program runs; returns its exit code.</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        if (CommandLine.AsksForHelp(args))
        {
            await Console.Out.WriteLineAsync(CommandLine.Help);
            return 0;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            if (args is [Seeding.Command, .. var switches])
            {
                await Console.Out.WriteLineAsync(await Seeding.RunAsync(switches));
                return 0;
            }

            await using var app = Build(args);
            await app.StartAsync();
            var adminLink = await app.Services.GetRequiredService<IFirstAdmin>().RenewLinkAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync(Welcome.Text(app, Stopwatch.GetElapsedTime(started), adminLink));
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is SettingsException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    /// <summary>Builds the server with its schema up to date, not yet listening.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Replaces services: a test host brings its own clock.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? configure = null)
    {
        var configuration = Settings.Read(args);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = configuration["Environment"] });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(configuration);
        Listening.Configure(builder);
        Logs.Configure(builder);
        AddServices(builder);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<SchemaRunner>().Apply();
        Pipeline(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        Engines.Add(builder); // First, so that the database is the last to stop.
        services.AddData();
        services.AddSessionAuthentication();
        services.AddSingleton(new RequestLimit(
            builder.Configuration.Number("Api:RequestsPerUser", 1, 1_000_000, 600), builder.Configuration.Number("Api:RequestsPerAddress", 1, 1_000_000, 60)));
        services.AddIdempotency();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => context.ProblemDetails.Extensions["traceId"] = Problems.TraceId);
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // Nothing of ours uses it; without this it would leave keys in the home directory.
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddApiDocument();
        services.AddMetricsBook();
        services.AddMedia(builder.Configuration);

        var live = new LiveRoutes();
        services.AddSingleton(live);
        foreach (var module in Modules)
        {
            module.AddServices(services, builder.Configuration);
            module.MapLive(live);
        }
    }

    /// <summary>The features, lowest first.</summary>
    private static IModule[] Modules { get; } =
    [
        new LiveModule(), new AccountsModule(), new ModerationModule(), new GroupsModule(), new RoomsModule(), new MeetingsModule(), new ChatModule(),
        new NotificationsModule(),
    ];

    private static void Pipeline(WebApplication app)
    {
        TrustProxies(app);
        app.UseProblems();
        app.UseSafetyHeaders();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseRequestLimit();
        app.UseSameOriginProof();
        app.UseAuthorization();
        app.UseIdempotency();

        var api = app.MapGroup("/api/v1").AddEndpointFilter(Problems.AfterEndpointAsync).ProducesProblem(StatusCodes.Status429TooManyRequests);
        foreach (var module in Modules)
        {
            module.MapEndpoints(api);
        }

        Installation.Map(api);
        app.MapApiDocument();
        Health.Map(app);
        Metrics.Map(app);
        WebClient.Map(app);
    }

    private static void TrustProxies(WebApplication app)
    {
        var proxies = app.Configuration.List("Http:TrustedProxies");
        if (proxies.Count == 0)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(System.Net.IPAddress.TryParse(proxy, out var address)
                ? address
                : throw new SettingsException($"'Http:TrustedProxies' lists addresses; '{proxy}' is none."));
        }

        app.UseForwardedHeaders(options);
    }
}
