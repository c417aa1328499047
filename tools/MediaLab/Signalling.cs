using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.MediaLab.Network;

namespace StudyHub.MediaLab;

/// <summary>Serves the lab's page, and negotiates for it: one POST for each thing a media peer can be asked. A seat lasts as long as its page reads events.</summary>
internal sealed partial class Signalling : IAsyncDisposable
{
    public const string Room = "lab";

    private readonly MediaServer _server;
    private readonly Relay _relay;
    private readonly Findings _findings;
    private readonly ConcurrentDictionary<string, Link> _links;
    private readonly ConcurrentDictionary<string, MediaPeer> _peers;
    private readonly WebApplication _web;

    public Signalling(
        MediaServer server, Relay relay, Findings findings, ConcurrentDictionary<string, Link> links, ConcurrentDictionary<string, MediaPeer> peers)
    {
        (_server, _relay, _findings, _links, _peers) = (server, relay, findings, links, peers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseShutdownTimeout(TimeSpan.Zero);
        _web = builder.Build();
        _web.MapGet("/", () => File("index.html", "text/html"));
        _web.MapGet("/{name}.js", (string name) => File($"{name}.js", "text/javascript"));
        var seat = _web.MapGroup("/rooms/{room}/seats/{seat}");
        seat.MapGet("/events", HoldAsync);
        seat.MapPost("/publish", PublishAsync);
        seat.MapPost("/subscribe", SubscribeAsync);
        seat.MapPost("/answer", AnswerAsync);
    }

    public string Address => $"http://localhost:{new Uri(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    public Task StartAsync(CancellationToken ct) => _web.StartAsync(ct);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static IResult File(string name, string type) => typeof(Signalling).Assembly.GetManifestResourceStream(name) is { } content
        ? Results.Stream(content, type)
        : Results.NotFound();

    private static IResult Answer<T, TReply>(Result<T> result, Func<T, TReply> reply) =>
        result.IsOk(out var value, out var error) ? Results.Json(reply(value)) : Results.Text($"{error.Code}: {error.Message}", statusCode: 422);

    private async Task HoldAsync(string room, string seat, HttpContext http)
    {
        await using var peer = _server.Open(room, seat);
        _peers[seat] = peer;
        var demands = System.Threading.Channels.Channel.CreateUnbounded<LayerDemand>();
        void OnDemand(string of, LayerDemand demand)
        {
            if (of == seat)
            {
                demands.Writer.TryWrite(demand);
            }
        }

        _findings.DemandChanged += OnDemand;
        try
        {
            await http.Response.WriteAsync("{}\n", http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await foreach (var demand in demands.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync($"{JsonSerializer.Serialize(demand, JsonSerializerOptions.Web)}\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone.
        }
        finally
        {
            _findings.DemandChanged -= OnDemand;
        }
    }

    private async Task<IResult> PublishAsync(string seat, PublishOffer offer, CancellationToken ct)
    {
        var answered = await _peers[seat].PublishAsync(offer, ct);
        if (answered.IsOk(out var answer, out _))
        {
            Assign(seat, answer.Sdp);
            await _peers[seat].AllowAsync(offer.Tracks.Aggregate(MediaSources.None, (all, track) => all | (MediaSources)(1 << (int)track.Source)), ct);
        }

        return Answer(answered, reply => reply);
    }

    private async Task<IResult> SubscribeAsync(string seat, IReadOnlyList<TrackWanted> wanted, CancellationToken ct)
    {
        var replied = await _peers[seat].SubscribeAsync(wanted, ct);
        if (replied.IsOk(out var reply, out _) && reply.Offer is { } offer)
        {
            Assign(seat, offer.Sdp);
        }

        return Answer(replied, it => it);
    }

    private async Task<IResult> AnswerAsync(string seat, SubscribeAnswer answer, CancellationToken ct) =>
        Answer(await _peers[seat].AnswerAsync(answer, ct), _ => new { });

    private void Assign(string seat, string sdp) => _relay.Assign(Ufrag().Match(sdp).Groups[1].Value, _links[seat]);

    [GeneratedRegex(@"a=ice-ufrag:(\S+)")]
    private static partial Regex Ufrag();
}
