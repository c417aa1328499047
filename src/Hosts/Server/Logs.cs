namespace StudyHub.Server;

/// <summary>Structured lines with trace ids in production, where user text cannot forge one (OPS-6); readable ones in development.</summary>
internal static class Logs
{
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("FluentMigrator", LogLevel.Warning);

        // The exception handler and the endpoint's own log would tell the same failure twice.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(options => options.TimestampFormat = "HH:mm:ss ");
        }
        else
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.IncludeScopes = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }
}
