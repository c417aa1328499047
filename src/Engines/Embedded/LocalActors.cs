using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Embedded;

/// <summary>One lane per id in this process, one turn at a time: load once, decide, store, publish, reply.</summary>
internal sealed partial class LocalActors<TState, TCommand, TReply>(
    IActorKind<TState, TCommand, TReply> kind, TimeProvider clock, ILogger<LocalActors<TState, TCommand, TReply>> logger) : IActors<TState, TCommand, TReply>
    where TState : class
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestTimer = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    public async ValueTask<Result<TReply>> AskAsync(string id, TCommand command, CancellationToken ct)
    {
        while (true)
        {
            var lane = _lanes.GetOrAdd(id, static _ => new Lane());
            await lane.Turn.WaitAsync(ct);
            try
            {
                if (!lane.Retired)
                {
                    return await TakeTurnAsync(id, lane, command, ct);
                }
            }
            finally
            {
                lane.Turn.Release();
            }
        }
    }

    private async ValueTask<Result<TReply>> TakeTurnAsync(string id, Lane lane, TCommand command, CancellationToken ct)
    {
        if (lane.State is null)
        {
            var loaded = await kind.LoadAsync(id, ct);
            if (!loaded.IsOk(out var state, out var absent))
            {
                Retire(id, lane);
                return absent;
            }

            lane.State = state;
        }

        var before = lane.State;
        if (!kind.Handle(before, command, clock.GetUtcNow()).IsOk(out var turn, out var refused))
        {
            SetTimer(id, lane, before);
            return refused;
        }

        try
        {
            if (!ReferenceEquals(turn.State, before) && await kind.StoreAsync(id, before, turn) is { } conflict)
            {
                SetTimer(id, lane, before);
                return conflict;
            }
        }
        catch
        {
            // What the database holds now is unknown: the next command reads it, the one that was due included.
            lane.State = null;
            SetTimer(id, lane, before, atLeast: s_retry);
            throw;
        }

        lane.State = turn.State;
        try
        {
            await kind.PublishAsync(id, before, turn);
        }
        finally
        {
            SetTimer(id, lane, turn.State);
        }

        return turn.Reply;
    }

    private void SetTimer(string id, Lane lane, TState state, TimeSpan atLeast = default)
    {
        if (kind.NextWake(state) is not var (at, command))
        {
            Retire(id, lane); // Nothing will happen by itself: it can be read again when somebody asks.
            return;
        }

        var now = clock.GetUtcNow();
        if (lane.Timer is not null && lane.Due == at && lane.Rings > now && atLeast == TimeSpan.Zero)
        {
            return; // Somebody only looked.
        }

        lane.Timer?.Dispose();
        var wait = at - now;
        wait = wait < atLeast ? atLeast : wait > s_longestTimer ? s_longestTimer : wait;
        (lane.Due, lane.Rings) = (at, now + wait);
        lane.Timer = clock.CreateTimer(_ => _ = WakeAsync(id, lane, command), null, wait, Timeout.InfiniteTimeSpan);
    }

    private async Task WakeAsync(string id, Lane lane, TCommand command)
    {
        try
        {
            await AskAsync(id, command, CancellationToken.None);
        }
        catch (Exception e)
        {
            LogWakeFailed(e, id);
            if (lane.TryBeginRetry())
            {
                await Task.Delay(s_retry, clock);
                lane.EndRetry();
                _ = WakeAsync(id, lane, command);
            }
        }
    }

    private void Retire(string id, Lane lane)
    {
        lane.Retired = true;
        lane.Timer?.Dispose();
        _lanes.TryRemove(new(id, lane));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Waking actor {Id} failed; it will be tried again")]
    private partial void LogWakeFailed(Exception e, string id);

    private sealed class Lane
    {
        private int _retrying;

        public SemaphoreSlim Turn { get; } = new(1, 1);
        public TState? State { get; set; }
        public ITimer? Timer { get; set; }

        /// <summary>What the timer is for, and when it goes off.</summary>
        public DateTimeOffset Due { get; set; }
        public DateTimeOffset Rings { get; set; }
        public bool Retired { get; set; }

        /// <summary>However many wakes fail, one of them comes back: its success sets the next timer.</summary>
        public bool TryBeginRetry() => Interlocked.Exchange(ref _retrying, 1) == 0;

        public void EndRetry() => Volatile.Write(ref _retrying, 0);
    }
}
