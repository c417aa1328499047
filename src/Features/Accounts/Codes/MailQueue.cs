using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>
/// Mails on their way out, in memory: a code must not lie readable in the database, and whoever waits in vain asks for another.
/// A failing mail is tried again (after 2 s, doubling to 1 min) for as long as what it says is valid.
/// </summary>
internal sealed partial class MailQueue(IMailer mailer, TimeProvider clock, ILogger<MailQueue> logger) : BackgroundService
{
    private const int Capacity = 1_000;
    private const int Senders = 4;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private int _count;

    /// <summary>Asked before a mail is promised.</summary>
    public bool HasRoom => Volatile.Read(ref _count) < Capacity;

    /// <param name="mail">What to send.</param>
    /// <param name="until">When it loses its meaning.</param>
    public void Add(Mail mail, DateTimeOffset until)
    {
        Interlocked.Increment(ref _count);
        _waiting.Writer.TryWrite(new(mail, until, 0));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAllAsync(stoppingToken), CancellationToken.None)));

    private async Task SendAllAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var waiting in _waiting.Reader.ReadAllAsync(stopping))
            {
                await SendAsync(waiting, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task SendAsync(Waiting waiting, CancellationToken stopping)
    {
        try
        {
            await mailer.SendAsync(waiting.Mail, stopping);
            Interlocked.Decrement(ref _count);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            var pause = TimeSpan.FromSeconds(Math.Min(s_longestPause.TotalSeconds, Math.Pow(2, waiting.Attempts + 1)));
            if (clock.GetUtcNow() + pause >= waiting.Until)
            {
                Interlocked.Decrement(ref _count);
                LogGivenUp(e.GetType().Name, waiting.Attempts + 1);
                return;
            }

            LogFailed(e.GetType().Name, waiting.Attempts + 1);
            _ = ComeBackAsync(waiting with { Attempts = waiting.Attempts + 1 }, pause, stopping);
        }
    }

    private async Task ComeBackAsync(Waiting waiting, TimeSpan pause, CancellationToken stopping)
    {
        await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _waiting.Writer.TryWrite(waiting);
    }

    // Only the exception's type: a mail server's refusal may quote the address.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail could not be sent ({Failure}, attempt {Attempt}); it will be tried again")]
    private partial void LogFailed(string failure, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail could not be sent ({Failure}, attempt {Attempt}) and has lost its meaning")]
    private partial void LogGivenUp(string failure, int attempt);

    private sealed record Waiting(Mail Mail, DateTimeOffset Until, int Attempts);
}
