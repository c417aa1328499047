using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StudyHub.Media.Rtp;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>A media server on loopback, and people who speak the real transport to it.</summary>
public abstract class RoomTest : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _people = [];
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected RoomTest(TimeProvider? clock = null, IMediaObserver? observer = null, ILogger<MediaServer>? logger = null)
    {
        Server = new(
            new() { Workers = 1, Bind = IPAddress.Loopback }, clock ?? TimeProvider.System, logger ?? NullLogger<MediaServer>.Instance, observer);
    }

    internal MediaServer Server { get; }

    protected virtual TimeSpan Patience => TimeSpan.FromMinutes(1);

    internal CancellationToken Ct => _deadline.Token;

    public ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(Patience);
        Server.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _people)
        {
            await person.DisposeAsync();
        }

        Assert.Equal(0, Server.Peers);
        await Server.DisposeAsync();
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <param name="seat">The seat.</param>
    /// <param name="namesSsrcs">Whether descriptions name the streams.</param>
    /// <param name="link">On the way to both connections of somebody who takes part in feedback.</param>
    internal Participant Enter(string seat, bool namesSsrcs = true, ReceivingLink? link = null) =>
        Track(link is null
            ? new Participant(Server.Open("room", seat)) { NamesSsrcs = namesSsrcs }
            : new Participant(Server.Open("room", seat)) { NamesSsrcs = namesSsrcs, Publishing = new() { Link = new() }, Receiving = new() { Link = link } });

    internal T Track<T>(T person) where T : IAsyncDisposable
    {
        _people.Add(person);
        return person;
    }

    /// <summary>Someone who publishes both sources, all allowed.</summary>
    internal async Task<Participant> PublisherAsync(string seat, bool namesSsrcs = true)
    {
        var participant = Enter(seat, namesSsrcs);
        await participant.Peer.AllowAsync(MediaSources.Microphone | MediaSources.Camera, Ct);
        await participant.PublishAsync(Ct);
        return participant;
    }

    /// <summary>Sends until the receiver has got something, since the server may finish its side of a handshake a moment later.</summary>
    internal async Task<ReceivedRtp> UntilReceivedAsync(Action send, ChannelReader<ReceivedRtp> from, Func<ReceivedRtp, bool>? which = null)
    {
        while (true)
        {
            send();
            using var soon = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            soon.CancelAfter(TimeSpan.FromMilliseconds(100));
            try
            {
                while (true)
                {
                    var packet = await from.ReadAsync(soon.Token);
                    if (which is null || which(packet))
                    {
                        return packet;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                Ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>The next packet that fits.</summary>
    internal async Task<ReceivedRtp> NextAsync(ChannelReader<ReceivedRtp> from, Func<ReceivedRtp, bool> which)
    {
        while (true)
        {
            var packet = await from.ReadAsync(Ct);
            if (which(packet))
            {
                return packet;
            }
        }
    }

    /// <summary>Waits for an RTCP packet that fits and returns the compound it came in.</summary>
    internal async Task<byte[]> NextRtcpAsync(ChannelReader<byte[]> from, RtcpTest which)
    {
        while (true)
        {
            var compound = await from.ReadAsync(Ct);
            var reader = new RtcpReader(compound);
            while (reader.TryNext(out var packet))
            {
                if (which(packet))
                {
                    return compound;
                }
            }
        }
    }

    /// <summary>Has the worker say something, after everything that came before was dealt with.</summary>
    internal Task<T> OnWorkerAsync<T>(Func<T> question) => Server.Workers[0].AskAsync(question, Ct);

    internal static void Drain(ChannelReader<ReceivedRtp> channel)
    {
        while (channel.TryRead(out _))
        {
        }
    }

    internal delegate bool RtcpTest(RtcpPacket packet);
}
