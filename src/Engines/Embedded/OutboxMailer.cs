using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Embedded;

/// <summary>Writes mails into a folder and, in development only, into the log (ACC-24).</summary>
internal sealed partial class OutboxMailer(EmbeddedOptions options, IHostEnvironment environment, TimeProvider clock, ILogger<OutboxMailer> logger) : IMailer
{
    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        var folder = Path.Combine(options.DataDirectory, "outbox");
        Directory.CreateDirectory(folder);
        var now = clock.GetUtcNow();
        var name = $"{now.ToString("yyyyMMdd'T'HHmmss.fff", CultureInfo.InvariantCulture)}-{Guid.CreateVersion7(now):N}.txt";
        await File.WriteAllTextAsync(Path.Combine(folder, name), $"To: {mail.To}\nSubject: {mail.Subject}\n\n{mail.Text}\n", ct);
        if (environment.IsDevelopment())
        {
            LogMail(mail.To, mail.Subject, mail.Text);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mail to {To}: {Subject}\n{Text}")]
    private partial void LogMail(string to, string subject, string text);
}
