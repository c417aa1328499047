using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Audit;

internal sealed class AuditRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required UserId? Actor { get; init; }
    public required string Act { get; init; }
    public required string? Target { get; init; }
    public required string? Reason { get; init; }
    public required string? Address { get; init; }
    public required Guid? Place { get; init; }
}

/// <summary>A context of its own: whoever works on accounts has no way to the log but <see cref="IAudit"/>.</summary>
internal sealed class AuditDb(DbContextOptions<AuditDb> options) : FeatureDb(options)
{
    public DbSet<AuditRow> Rows => Set<AuditRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<AuditRow>().ToTable("accounts_audit").HasKey(r => r.Id);
}

/// <summary>Appends to the audit log. Notes wait in memory, up to a bound, so that a flood of refusals delays nobody.</summary>
internal sealed partial class AuditLog(IDatabase database, TimeProvider clock, ILogger<AuditLog> logger) : BackgroundService, IAudit
{
    private const int Capacity = 10_000;
    private const int Batch = 200;
    private const int ActLength = 60;
    private const int TargetLength = 200;
    private const int ReasonLength = 1_000;

    private long _lastId; // As Unix milliseconds.

    private readonly Channel<AuditRow> _notes = System.Threading.Channels.Channel.CreateBounded<AuditRow>(Capacity);

    public async Task RecordAsync(WriteUnit unit, AuditEntry entry)
    {
        var db = unit.Db<AuditDb>();
        db.Rows.Add(Row(entry));
        await db.SaveChangesAsync();
    }

    public void Note(AuditEntry entry)
    {
        if (!_notes.Writer.TryWrite(Row(entry)))
        {
            LogFull(entry.Act);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _notes.Writer.TryComplete(); // What waits is still written.
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _notes.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var rows = new List<AuditRow>();
            while (rows.Count < Batch && _notes.Reader.TryRead(out var row))
            {
                rows.Add(row);
            }

            try
            {
                await database.WriteAsync(unit => AppendAsync(unit.Db<AuditDb>(), rows), CancellationToken.None);
            }
            catch (Exception e)
            {
                LogLost(e, rows.Count);
            }
        }
    }

    private static async Task<int> AppendAsync(AuditDb db, List<AuditRow> rows)
    {
        db.Rows.AddRange(rows);
        return await db.SaveChangesAsync();
    }

    private AuditRow Row(AuditEntry entry)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            Id = NextId(now),
            At = now,
            Actor = entry.Actor,
            Act = Cut(entry.Act, ActLength)!,
            Target = Cut(entry.Target, TargetLength),
            Reason = Cut(entry.Reason, ReasonLength),
            Address = entry.Address,
            Place = entry.Place,
        };
    }

    /// <summary>Ids sort in the order of recording, also within a millisecond.</summary>
    private Guid NextId(DateTimeOffset now)
    {
        long last, next;
        do
        {
            last = Volatile.Read(ref _lastId);
            next = Math.Max(last + 1, now.ToUnixTimeMilliseconds());
        }
        while (Interlocked.CompareExchange(ref _lastId, next, last) != last);

        return Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(next));
    }

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit log cannot keep up: a note of {Act} was dropped")]
    private partial void LogFull(string act);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} notes could not be written to the audit log")]
    private partial void LogLost(Exception e, int count);
}
