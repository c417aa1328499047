using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Web.Live;

namespace StudyHub.Meetings.Signaling;

/// <summary>
/// Lets somebody try, without a seat, whether media gets through (MEET-25): a peer alone in a room of its own, from which nothing is
/// forwarded to anybody, closed after 20 s. One a tab at a time. Door: live <c>media.probe</c>.
/// </summary>
internal sealed class ProbeMedia(MediaServer server, Relays relays, ICounters counters, TimeProvider clock)
{
    private const int MostPerTenMinutes = 30;
    private static readonly TimeSpan s_tenMinutes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_life = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Probe> _probes = new(StringComparer.Ordinal);

    /// <param name="Sdp">An offer of one or more m-lines; nothing is ever sent on them.</param>
    /// <param name="Tracks">As for <c>media.publish</c>.</param>
    public sealed record Request(string Sdp, IReadOnlyList<PublishedTrack> Tracks);

    public async Task<Result<ProbeReply>> RunAsync(LiveCall call, Request request)
    {
        if (await counters.TryCountAsync($"media.probe:{call.Caller.UserId}", MostPerTenMinutes, s_tenMinutes, call.Aborted) is { } wait)
        {
            return MeetingErrors.TooManyProbes(wait);
        }

        var connection = call.Connection.Id;
        await EndAsync(connection, null);
        var probe = new Probe(server.Open($"probe/{connection}", "probe"));
        probe.End = clock.CreateTimer(_ => _ = EndAsync(connection, probe), null, s_life, Timeout.InfiniteTimeSpan);
        if (!_probes.TryAdd(connection, probe))
        {
            await probe.DisposeAsync(); // Two at once from one tab: the first stays.
            return MeetingErrors.TooManyProbes(TimeSpan.FromSeconds(1));
        }

        var answered = await probe.Peer.PublishAsync(new(request.Sdp, request.Tracks), call.Aborted);
        if (answered.IsOk(out var answer, out var error))
        {
            return new ProbeReply(answer.Sdp, relays.For(call.Caller.UserId));
        }

        await EndAsync(connection, probe);
        return error;
    }

    /// <summary>The tab has gone.</summary>
    public Task EndAsync(string connection) => EndAsync(connection, null);

    /// <param name="connection">The tab.</param>
    /// <param name="only">This one, if it still runs; null: whichever does.</param>
    private async Task EndAsync(string connection, Probe? only)
    {
        var removed = only is null ? _probes.TryRemove(connection, out only) : _probes.TryRemove(new(connection, only));
        if (removed)
        {
            await only!.DisposeAsync();
        }
    }

    private sealed class Probe(MediaPeer peer) : IAsyncDisposable
    {
        public MediaPeer Peer { get; } = peer;

        public ITimer? End { get; set; }

        public async ValueTask DisposeAsync()
        {
            End?.Dispose();
            await Peer.DisposeAsync();
        }
    }
}

/// <param name="Sdp">The server's answer.</param>
/// <param name="IceServers">As whoever enters a room gets them.</param>
internal sealed record ProbeReply(string Sdp, IReadOnlyList<IceServer> IceServers);

/// <summary>A tab lost contact: so did its probe.</summary>
internal sealed class EndProbe(IServiceProvider services) : IContactListener
{
    // Resolved late: the media server tells its news through the connections, and the connections tell this.
    public Task ContactLostAsync(LiveConnection connection, LiveDevice device, DateTimeOffset lastContact) =>
        services.GetRequiredService<ProbeMedia>().EndAsync(connection.Id);
}
