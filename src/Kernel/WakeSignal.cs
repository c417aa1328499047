using System.Threading.Channels;

namespace StudyHub.Kernel;

/// <summary>
/// Wakes one who waits. However often it is set before they wait, they wake once; setting it twice is cheap and no error. Any thread may set it.
/// </summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> _set = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Until it is set; at once where it has been set since the last time.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async ValueTask WaitAsync(CancellationToken ct) => await _set.Reader.ReadAsync(ct);
}
