using StudyHub.Engines.Embedded;
using StudyHub.Engines.Skia;
using StudyHub.Engines.Smtp;
using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary>Which product stands behind each port.</summary>
internal static class Engines
{
    public static void Add(WebApplicationBuilder builder)
    {
        var data = Path.GetFullPath(builder.Configuration["Data:Directory"]!);
        PrivateFolder.Create(data);
        builder.Services.AddEmbeddedEngine(new EmbeddedOptions(data)).AddSkiaPictures();
        AddMailer(builder);
    }

    /// <summary>ACC-24: production sends mails, or the operator says that a folder will do.</summary>
    private static void AddMailer(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["Mail:Host"] is { Length: > 0 } host)
        {
            AddSmtp(builder, host);
            return;
        }

        if (!builder.Environment.IsDevelopment() && !configuration.Flag("Mail:AllowOutbox"))
        {
            throw new SettingsException(
                "Nobody would receive mails: set Mail:Host to a mail server, or Mail:AllowOutbox to true to write them to the outbox folder (--development does so too).");
        }

        builder.Services.AddOutboxMailer();
    }

    private static void AddSmtp(WebApplicationBuilder builder, string host)
    {
        var configuration = builder.Configuration;
        if (!Enum.TryParse<SmtpSecurity>(configuration["Mail:Security"], ignoreCase: true, out var security) || !Enum.IsDefined(security))
        {
            throw new SettingsException("'Mail:Security' is StartTls, Tls or None.");
        }

        builder.Services.AddSmtpMailer(new SmtpOptions
        {
            Host = host,
            Port = configuration.Number("Mail:Port", 1, 65535, 587),
            User = configuration["Mail:User"],
            Password = configuration["Mail:Password"],
            From = configuration["Mail:From"] ?? "",
            Security = security,
        });
    }
}
