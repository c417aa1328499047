using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using StudyHub.Engines.Embedded;
using StudyHub.Engines.Smtp;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

public sealed class MailerTests : IDisposable
{
    private static readonly Mail s_mail = new("ada@example.org", "StudyHub 인증 코드", "안녕하세요!\n\nYour code: 123456\n.\nBye.");

    private readonly string _folder = Directory.CreateTempSubdirectory("studyhub-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_outbox_folder_gets_one_file_per_mail_in_the_order_of_sending()
    {
        var mailer = Outbox(Environments.Production, new LogLines());

        await mailer.SendAsync(s_mail, EmbeddedHost.Ct);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await mailer.SendAsync(s_mail with { To = "bob@example.org" }, EmbeddedHost.Ct);

        var files = Directory.GetFiles(Path.Combine(_folder, "outbox")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, files.Count);
        Assert.StartsWith("20260302T090000.000-", Path.GetFileName(files[0]), StringComparison.Ordinal);
        Assert.Equal(
            $"To: ada@example.org\nSubject: {s_mail.Subject}\n\n{s_mail.Text}\n", await File.ReadAllTextAsync(files[0], EmbeddedHost.Ct));
        Assert.StartsWith("To: bob@example.org\n", await File.ReadAllTextAsync(files[1], EmbeddedHost.Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task Only_in_development_the_log_shows_the_mail(string environment, bool shown)
    {
        var log = new LogLines();

        await Outbox(environment, log).SendAsync(s_mail, EmbeddedHost.Ct);

        Assert.Equal(shown, log.Lines.Any(line => line.Contains("123456", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_mail_server_gets_sender_receiver_subject_and_text()
    {
        await using var server = new SmtpListener();

        await Smtp(server.Port).SendAsync(s_mail, EmbeddedHost.Ct);

        var received = await server.NextAsync(EmbeddedHost.Ct);
        using var message = await MimeMessage.LoadAsync(received.Content, EmbeddedHost.Ct);
        Assert.Contains("<studyhub@example.org>", received.From, StringComparison.Ordinal);
        Assert.Contains("<ada@example.org>", received.To, StringComparison.Ordinal);
        Assert.Equal("StudyHub", ((MailboxAddress)message.From[0]).Name);
        Assert.Equal(s_mail.Subject, message.Subject);
        Assert.Equal(s_mail.Text, message.TextBody!.ReplaceLineEndings("\n").TrimEnd('\n'));
        Assert.Equal(_clock.GetUtcNow(), message.Date);
    }

    [Fact]
    public async Task A_line_break_in_a_subject_makes_no_header()
    {
        await using var server = new SmtpListener();

        await Smtp(server.Port).SendAsync(s_mail with { Subject = "Hello\r\nBcc: eve@example.org" }, EmbeddedHost.Ct);

        using var message = await MimeMessage.LoadAsync((await server.NextAsync(EmbeddedHost.Ct)).Content, EmbeddedHost.Ct);
        Assert.Empty(message.Bcc);
        Assert.Equal("Hello Bcc: eve@example.org", message.Subject);
    }

    [Fact]
    public async Task A_refused_mail_is_an_exception_so_that_it_can_be_tried_again()
    {
        await using var server = new SmtpListener { Refuses = true };

        await Assert.ThrowsAnyAsync<MailKit.CommandException>(() => Smtp(server.Port).SendAsync(s_mail, EmbeddedHost.Ct));
    }

    [Fact]
    public async Task A_silent_server_is_given_ten_seconds()
    {
        await using var server = new SmtpListener { IsSilent = true };

        var sending = Smtp(server.Port).SendAsync(s_mail, EmbeddedHost.Ct);
        await server.Connected.WaitAsync(EmbeddedHost.Ct);
        Assert.False(sending.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<TimeoutException>(() => sending);
    }

    [Fact]
    public async Task Without_the_demanded_protection_nothing_is_sent()
    {
        await using var server = new SmtpListener();
        var mailer = new SmtpMailer(Options(server.Port) with { Security = SmtpSecurity.StartTls }, _clock);

        await Assert.ThrowsAsync<NotSupportedException>(() => mailer.SendAsync(s_mail, EmbeddedHost.Ct));
    }

    [Fact]
    public void A_sender_that_is_no_address_is_refused_at_the_start() =>
        Assert.Throws<SettingsException>(() => new SmtpMailer(Options(25) with { From = "nobody at nowhere <" }, _clock));

    [Fact]
    public void The_password_does_not_show_in_the_options_text() =>
        Assert.DoesNotContain("secret", (Options(25) with { Password = "secret" }).ToString(), StringComparison.Ordinal);

    private static SmtpOptions Options(int port) =>
        new() { Host = "127.0.0.1", Port = port, From = "StudyHub <studyhub@example.org>", Security = SmtpSecurity.None };

    private SmtpMailer Smtp(int port) => new(Options(port), _clock);

    private OutboxMailer Outbox(string environment, LogLines log) =>
        new(new(_folder), new HostingEnvironment { EnvironmentName = environment }, _clock, log);

    private sealed class LogLines : ILogger<OutboxMailer>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
