namespace StudyHub.Kernel.Ports;

/// <summary>
/// One kind of actor: what many people change at once. Its state is an immutable value, its decisions are pure.
/// The engine gives each id one turn at a time: load once, decide, store, publish, reply.
/// </summary>
public interface IActorKind<TState, TCommand, TReply>
    where TState : class
{
    /// <summary>Reads the state from the database; an error where there is no such thing.</summary>
    ValueTask<Result<TState>> LoadAsync(string id, CancellationToken ct);

    /// <summary>Decides. Pure: no I/O, no clock, no locks.</summary>
    Result<Turn<TState, TReply>> Handle(TState state, TCommand command, DateTimeOffset now);

    /// <summary>
    /// Makes the decision durable. An error refuses the command after all (somebody else's constraint held);
    /// an exception makes the engine forget the state and load it again.
    /// </summary>
    ValueTask<Error?> StoreAsync(string id, TState before, Turn<TState, TReply> turn);

    /// <summary>Tells the world, in the order of turns. Must not wait for any receiver.</summary>
    ValueTask PublishAsync(string id, TState before, Turn<TState, TReply> turn);

    /// <summary>When the actor must be woken though nobody asks, and with which command; null while it may sleep.</summary>
    (DateTimeOffset At, TCommand Command)? NextWake(TState state);
}

/// <summary>The outcome of one command: the state after it and what to answer.</summary>
public sealed record Turn<TState, TReply>(TState State, TReply Reply);

/// <summary>Engine port. Delivers a command to the one live copy of an actor, wherever it runs.</summary>
public interface IActors<TState, in TCommand, TReply>
    where TState : class
{
    /// <param name="id">The actor, for example a room's id.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="ct">Cancels the waiting for a turn; a turn that has begun always ends.</param>
    ValueTask<Result<TReply>> AskAsync(string id, TCommand command, CancellationToken ct);
}
