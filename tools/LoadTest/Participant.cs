using System.Diagnostics;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Signaling;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Sdp;

namespace StudyHub.LoadTest;

/// <summary>What all participants of a load share.</summary>
/// <param name="Reactor">Drives their sockets.</param>
/// <param name="Tally">Counts what they receive.</param>
/// <param name="Profile">What their cameras send.</param>
/// <param name="Descriptions">Writes their descriptions.</param>
/// <param name="Simulcast">Cameras send three sizes, and receivers show one of them large and the others small.</param>
internal sealed record Surroundings(Reactor Reactor, Tally Tally, VideoProfile Profile, Descriptions Descriptions, bool Simulcast = false);

/// <summary>A simulated person in a room: signaling, a connection to send on, one to receive on.</summary>
internal sealed class Participant : IAsyncDisposable
{
    private const int Smaller = 4;

    private readonly ISignaling _signaling;
    private readonly Surroundings _around;
    private ReceiveOffer? _firstOffer;

    /// <param name="signaling">The way to the server.</param>
    /// <param name="around">Shared with the others.</param>
    /// <param name="clip">What the camera shows; null shows nothing that can be decoded.</param>
    public Participant(ISignaling signaling, Surroundings around, Clip? clip = null)
    {
        (_signaling, _around) = (signaling, around);
        Sender = new(around.Reactor, clip?.Profile ?? around.Profile, around.Simulcast, clip);
        Receiver = new(around.Reactor, around.Tally);
    }

    public string Name => _signaling.Name;

    public Sender Sender { get; }

    public Receiver Receiver { get; }

    public async Task EnterAsync(CancellationToken ct) => _firstOffer = await _signaling.EnterAsync(ct);

    public async Task PublishAsync(CancellationToken ct)
    {
        var answer = await _signaling.PublishAsync(_around.Descriptions.Offer(Sender, _signaling.HasScreens), ct);
        await Sender.Connection.ConnectAsync(Read(answer), ct);
        _around.Reactor.Add(Sender);
    }

    /// <summary>Declares whom to receive, negotiates, and connects the first time.</summary>
    public Task WatchAsync(IReadOnlyList<string> names, CancellationToken ct) => WatchAsync(names, [], ct);

    /// <summary>Declares whom to receive and whose screens, negotiates, and connects the first time.</summary>
    public async Task WatchAsync(IReadOnlyList<string> names, IReadOnlyList<string> screens, CancellationToken ct)
    {
        var first = _firstOffer is { } made && screens.Count == 0 && !_around.Simulcast && made.Cameras.ToHashSet().SetEquals(names) ? made : null;
        _firstOffer = null;
        var offer = first ?? await _signaling.SubscribeAsync([.. names.Select((name, i) => Watched(name, i, screens.Contains(name)))], ct);
        if (offer is null)
        {
            return;
        }

        var description = Read(offer.Sdp);
        var answer = _around.Descriptions.Answer(Receiver, description);
        if (Receiver.Connection.IsReady)
        {
            await _signaling.AnswerAsync(offer, answer, ct);
            return;
        }

        // A browser's checks begin with its answer, too, and may arrive first.
        await Task.WhenAll(_signaling.AnswerAsync(offer, answer, ct), Receiver.Connection.ConnectAsync(description, ct));
        _around.Reactor.Add(Receiver);
    }

    /// <summary>Enters, sends, and receives from everybody present.</summary>
    /// <returns>How long it took from the granted seat to a key frame of each of them.</returns>
    public async Task<TimeSpan> JoinAsync(IReadOnlyList<string> present, CancellationToken ct)
    {
        await EnterAsync(ct);
        var granted = Stopwatch.GetTimestamp();
        var pictures = PicturesAsync(present.Count, ct);
        await Task.WhenAll(PublishAsync(ct), WatchAsync(present, ct), pictures);
        return Stopwatch.GetElapsedTime(granted);
    }

    /// <summary>Completes when that many cameras have begun to be seen.</summary>
    public async Task PicturesAsync(int count, CancellationToken ct)
    {
        var seen = await _around.Reactor.AskAsync(() => Receiver.AwaitPictures(count));
        await seen.WaitAsync(ct);
    }

    /// <summary>Switches a device, and stops or begins to send with it.</summary>
    public async Task SwitchAsync(string source, bool on, CancellationToken ct)
    {
        await _signaling.SwitchAsync(source, on, ct);
        await _around.Reactor.AskAsync(() => source == "camera" ? Sender.CameraOn = on : Sender.MicrophoneOn = on);
    }

    /// <summary>Begins or ends to share the screen.</summary>
    public async Task ShareAsync(bool on, CancellationToken ct)
    {
        await _signaling.ShareAsync(on, ct);
        await _around.Reactor.AskAsync(() => Sender.ScreenOn = on);
    }

    /// <summary>Gives the seat back and closes everything.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        await _signaling.LeaveAsync(ct);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _around.Reactor.RemoveAsync(Sender);
        await _around.Reactor.RemoveAsync(Receiver);
        await Sender.Connection.DisposeAsync();
        await Receiver.Connection.DisposeAsync();
        await _signaling.DisposeAsync();
    }

    private Watched Watched(string name, int place, bool screen)
    {
        var shown = _around.Profile.DividedBy(_around.Simulcast && place > 0 ? Smaller : 1);
        return new(name, shown.Width, shown.Height, screen);
    }

    private static SdpSession Read(string sdp) =>
        SdpSession.Parse(sdp).IsOk(out var description, out var error) ? description : throw new InvalidOperationException(error.Message);
}
