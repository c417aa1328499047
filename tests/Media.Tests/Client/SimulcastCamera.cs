using System.Runtime.CompilerServices;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Tests.Client;

/// <summary>
/// The camera of a participant that publishes in three layers of three temporal layers each, as long as it runs: answers requests for
/// key frames, and can have layers switched off.
/// </summary>
internal sealed class SimulcastCamera : IAsyncDisposable
{
    private const int LargestPacket = 1000;
    private const int EndLength = 6;

    private readonly int _intervalMillis;
    private readonly int[] _pictureBytes;
    private readonly Participant _owner;
    private VideoSource[] _sources;
    private readonly CancellationTokenSource _stopped = new();
    private readonly bool[] _keyWanted = new bool[3];
    private readonly Task _running;
    private readonly Random _random = new(1);
    private StrongBox<Codec>? _next;

    private Codec _codec;

    /// <param name="owner">Who publishes.</param>
    /// <param name="codec">To begin with.</param>
    /// <param name="pictureBytes">Size of a picture of each layer, 20 a second; null for small ones, 100 a second.</param>
    public SimulcastCamera(Participant owner, Codec codec = Codec.Vp8, int[]? pictureBytes = null)
    {
        (_owner, _codec, _pictureBytes) = (owner, codec, pictureBytes ?? [0, 0, 0]);
        _intervalMillis = pictureBytes is null ? 10 : 50;
        _sources = Sources(codec);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Which layers are sent.</summary>
    public bool[] IsOn { get; } = [true, true, true];

    /// <summary>Key frames asked for, by layer.</summary>
    public int[] KeyFramesAsked { get; } = new int[3];

    /// <summary>Goes on with another codec.</summary>
    public void Change(Codec codec) => Volatile.Write(ref _next, new(codec));

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _stopped.Dispose();
    }

    private VideoSource[] Sources(Codec codec)
    {
        var temporalLayers = codec is Codec.Vp8 or Codec.Vp9 ? 3 : 1;
        return [.. Enumerable.Range(0, 3).Select(i => new VideoSource(codec, i, 320 << i, 180 << i, temporalLayers, _random))];
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(_intervalMillis));
        try
        {
            for (var millis = 0L; await timer.WaitForNextTickAsync(_stopped.Token); millis += _intervalMillis)
            {
                ReadRequests();
                if (Interlocked.Exchange(ref _next, null) is { } next)
                {
                    _codec = next.Value;
                    _sources = Sources(_codec);
                }

                for (var layer = 0; layer < _sources.Length; layer++)
                {
                    if (!IsOn[layer])
                    {
                        _keyWanted[layer] = true; // as an encoder that is switched on again begins
                        continue;
                    }

                    var bytes = _pictureBytes[layer];
                    var fragments = bytes == 0 ? _random.Next(1, 3) : (bytes / LargestPacket) + 1;
                    foreach (var fragment in _sources[layer].Next(millis, _keyWanted[layer], fragments))
                    {
                        _owner.SendLayer(
                            bytes == 0 ? fragment : fragment with { Payload = Filled(fragment.Payload, bytes / fragments) }, _codec);
                    }

                    _keyWanted[layer] = false;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // switched off
        }
    }

    /// <summary>As long as wanted, with the same beginning and end.</summary>
    private static byte[] Filled(byte[] payload, int length) =>
        [.. payload[..^EndLength], .. new byte[Math.Max(0, length - payload.Length)], .. payload[^EndLength..]];

    private void ReadRequests()
    {
        while (_owner.Publishing.Rtcp.TryRead(out var compound))
        {
            var reader = new RtcpReader(compound);
            while (reader.TryNext(out var packet))
            {
                for (var layer = 0; layer < _sources.Length && packet.IsKeyFrameRequest; layer++)
                {
                    if (packet.MediaSsrc == _owner.LayerSsrc(layer))
                    {
                        _keyWanted[layer] = true;
                        KeyFramesAsked[layer]++;
                    }
                }
            }
        }
    }
}
