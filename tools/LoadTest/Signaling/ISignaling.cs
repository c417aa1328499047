namespace StudyHub.LoadTest.Signaling;

/// <summary>A server's offer for the receiving connection of a participant.</summary>
/// <param name="Sdp">To be answered.</param>
/// <param name="Revision">To be named in the answer, where the server counts.</param>
/// <param name="Cameras">Whose cameras are in it.</param>
internal sealed record ReceiveOffer(string Sdp, int Revision, IReadOnlyList<string> Cameras);

/// <summary>Somebody to receive: microphone and camera, and the screen while it is shared.</summary>
/// <param name="Name">As in <see cref="ISignaling.Name"/>.</param>
/// <param name="Width">Pixels the camera is shown in.</param>
/// <param name="Height">Pixels the camera is shown in.</param>
/// <param name="Screen">Whether to receive the screen, too.</param>
internal sealed record Watched(string Name, int Width, int Height, bool Screen = false);

/// <summary>One person's way to a server: what a browser would say over its own signaling.</summary>
internal interface ISignaling : IAsyncDisposable
{
    /// <summary>What others name this person by; set once entered.</summary>
    string Name { get; }

    /// <summary>Takes a place in the room. When it completes, the place is granted.</summary>
    /// <returns>An offer for those present, where the server makes one at once.</returns>
    Task<ReceiveOffer?> EnterAsync(CancellationToken ct);

    /// <returns>The answer to an offer of <see cref="Transport.Descriptions.Offer"/>.</returns>
    Task<string> PublishAsync(string offer, CancellationToken ct);

    /// <summary>Declares everybody to receive, instead of what was declared before.</summary>
    /// <returns>Null where nothing is to be negotiated.</returns>
    Task<ReceiveOffer?> SubscribeAsync(IReadOnlyList<Watched> people, CancellationToken ct);

    Task AnswerAsync(ReceiveOffer offer, string answer, CancellationToken ct);

    /// <summary>Switches a device on or off, where the server wants to know.</summary>
    Task SwitchAsync(string source, bool on, CancellationToken ct);

    /// <summary>Whether screens can be shared here: then every offer has a line for one.</summary>
    bool HasScreens { get; }

    /// <summary>Begins or ends to share the own screen.</summary>
    /// <exception cref="NotSupportedException">There are no screens here.</exception>
    Task ShareAsync(bool on, CancellationToken ct);

    Task LeaveAsync(CancellationToken ct);
}

/// <summary>A server under load: gives people their way in.</summary>
internal interface IServerUnderLoad : IAsyncDisposable
{
    /// <summary>Opens a room that so many people fit into, its creator among them.</summary>
    Task<string> OpenRoomAsync(int creator, int capacity, CancellationToken ct);

    /// <param name="person">Which of the people prepared: 0, 1, …</param>
    /// <param name="room">Opened before.</param>
    Task<ISignaling> ConnectAsync(int person, string room, CancellationToken ct);
}
