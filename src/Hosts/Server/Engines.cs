using StudyHub.Engines.Embedded;

namespace StudyHub.Server;

/// <summary>Which product stands behind each port.</summary>
internal static class Engines
{
    public static void Add(WebApplicationBuilder builder)
    {
        var data = Path.GetFullPath(builder.Configuration["Data:Directory"]!);
        builder.Services.AddEmbeddedEngine(new EmbeddedOptions(data));
        AddMailer(builder);
    }

    /// <summary>ACC-24: production sends mails, or the operator says that a folder will do.</summary>
    private static void AddMailer(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() && !builder.Configuration.Flag("Mail:AllowOutbox"))
        {
            throw new SettingsException(
                "Nobody would receive mails: set Mail:Host to a mail server, or Mail:AllowOutbox to true to write them to the outbox folder (--development does so too).");
        }

        builder.Services.AddOutboxMailer();
    }
}
