namespace StudyHub.Kernel.Ports;

/// <summary>
/// Something a feature tells its neighbours. Written in the publisher's transaction, delivered at least once, in order per key.
/// The type name is stored: never rename it.
/// </summary>
public interface IDomainEvent
{
    static abstract string Type { get; }

    /// <summary>Events of one key are delivered in the order they were written; a failing one holds back only its key.</summary>
    string Key { get; }
}

/// <summary>Hears one type of event. May hear it more than once: hearing it again changes nothing.</summary>
public interface IHandle<in TEvent>
    where TEvent : IDomainEvent
{
    Task HandleAsync(TEvent domainEvent, CancellationToken ct);
}
