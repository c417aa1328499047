using System.Collections.Concurrent;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

public sealed record Tally(int Count, DateTimeOffset? WakeAt);

public abstract record TallyCommand;

public sealed record Add(int Number) : TallyCommand;

public sealed record WakeAt(int Number, DateTimeOffset At) : TallyCommand;

public sealed record Wake : TallyCommand;

/// <summary>An actor that counts, never below zero; its storage does what the test tells it to.</summary>
public sealed class TallyKind : IActorKind<Tally, TallyCommand, int>
{
    private int _atOnce;

    public ConcurrentDictionary<string, Tally> Stored { get; } = new();
    public List<string> Log { get; } = [];
    public int MostAtOnce { get; private set; }
    public Func<Task> Storing { get; set; } = () => Task.CompletedTask;
    public Action Publishing { get; set; } = () => { };
    public Error? Conflict { get; set; }
    public TaskCompletionSource<DateTimeOffset> Woken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<Result<Tally>> LoadAsync(string id, CancellationToken ct) => ValueTask.FromResult<Result<Tally>>(
        id == "absent" ? Error.NotFound("tally.not_found", "No.") : Stored.GetValueOrDefault(id) ?? new Tally(0, null));

    public Result<Turn<Tally, int>> Handle(Tally state, TallyCommand command, DateTimeOffset now)
    {
        switch (command)
        {
            case Add { Number: 0 }:
                return new Turn<Tally, int>(state, state.Count);
            case Add add when state.Count + add.Number < 0:
                return Error.Invalid("tally.negative", "No.");
            case Add add:
                return Became(state with { Count = state.Count + add.Number });
            case WakeAt wake:
                return Became(new(state.Count + wake.Number, wake.At));
            case Wake when state.WakeAt <= now:
                return Became(state with { WakeAt = null });
            default:
                return new Turn<Tally, int>(state, state.Count);
        }
    }

    public async ValueTask<Error?> StoreAsync(string id, Tally before, Turn<Tally, int> turn)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            await Storing();
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }

        if (Conflict is not null)
        {
            return Conflict;
        }

        Stored[id] = turn.State;
        Write($"store {turn.State.Count}");
        return null;
    }

    public ValueTask PublishAsync(string id, Tally before, Turn<Tally, int> turn)
    {
        Publishing();
        Write($"publish {turn.State.Count}");
        if (before.WakeAt is { } asked && turn.State.WakeAt is null)
        {
            Woken.TrySetResult(asked);
        }

        return ValueTask.CompletedTask;
    }

    public (DateTimeOffset At, TallyCommand Command)? NextWake(Tally state) => state.WakeAt is { } at ? (at, new Wake()) : null;

    private static Turn<Tally, int> Became(Tally state) => new(state, state.Count);

    private void Write(string line)
    {
        lock (Log)
        {
            Log.Add(line);
        }
    }
}
