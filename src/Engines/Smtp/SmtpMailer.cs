using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using SmtpClient = MailKit.Net.Smtp.SmtpClient;

namespace StudyHub.Engines.Smtp;

/// <summary>
/// Hands mails to a server by SMTP (RFC 5321), one connection each. Returns once the server has taken the mail; throws within
/// ten seconds where it has not, and whoever queues the mail tries again.
/// </summary>
internal sealed class SmtpMailer : IMailer
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SmtpOptions _options;
    private readonly MailboxAddress _from;
    private readonly TimeProvider _clock;

    /// <exception cref="SettingsException">The sender in the options is no address.</exception>
    public SmtpMailer(SmtpOptions options, TimeProvider clock)
    {
        if (!MailboxAddress.TryParse(options.From, out var from))
        {
            throw new SettingsException("'Mail:From' is the sender's address: StudyHub <studyhub@example.org>.");
        }

        (_options, _from, _clock) = (options, from, clock);
    }

    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        using var message = Compose(mail);
        using var patience = new CancellationTokenSource(s_patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await DeliverAsync(message, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"The mail server did not take the mail within {s_patience.TotalSeconds} s.");
        }
    }

    private async Task DeliverAsync(MimeMessage message, CancellationToken ct)
    {
        using var client = new SmtpClient { Timeout = (int)s_patience.TotalMilliseconds };
        await client.ConnectAsync(_options.Host, _options.Port, SecurityOf(_options.Security), ct);
        if (_options.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, _options.Password ?? "", ct);
        }

        await client.SendAsync(message, ct);
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or MailKit.ProtocolException or OperationCanceledException)
        {
            // The server has the mail; how it says goodbye does not matter.
        }
    }

    private MimeMessage Compose(Mail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject.ReplaceLineEndings(" "),
            Date = _clock.GetUtcNow(),
            Body = new TextPart("plain") { Text = mail.Text },
        };
        message.From.Add(_from);
        message.To.Add(new MailboxAddress(null, mail.To));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated"); // RFC 3834: no vacation notices in return.
        return message;
    }

    private static SecureSocketOptions SecurityOf(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security)),
    };
}

public static class SmtpEngine
{
    /// <summary>Mails go to a mail server. A sender that is no address stops the start.</summary>
    public static IServiceCollection AddSmtpMailer(this IServiceCollection services, SmtpOptions options) =>
        services.AddSingleton<IMailer>(sp => new SmtpMailer(options, sp.GetRequiredService<TimeProvider>()));
}
