using StudyHub.Media.Srtp;

namespace StudyHub.Media.Rtp;

/// <summary>
/// Which packets of a source have come, by its own numbers: directly, or as a retransmission on another SSRC. A packet counts once,
/// whichever way it comes, since sending two packets under one number would break the encryption towards receivers.
/// </summary>
internal sealed class IncomingSequence
{
    /// <summary>How far back packets are still taken.</summary>
    public const int Window = ReplayWindow.Size;

    // The base is one cycle up, so that a packet from just before the first can be told from one far ahead.
    private const ulong FirstCycle = 0x1_0000;

    private ReplayWindow _window = new();

    /// <summary>Newest sequence number extended by its cycles.</summary>
    /// <remarks>RFC 3550 §6.4.1, extended highest sequence number</remarks>
    public uint HighestExtended => (uint)(_window.Highest - FirstCycle);

    public bool Any => _window.Any;

    /// <summary>Takes a packet in.</summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="skipped">How many numbers it left out after the newest; 0 when it is the next one or an older one.</param>
    /// <returns>False when the packet has been seen, or is too old to tell.</returns>
    public bool TryAccept(ushort sequence, out int skipped)
    {
        skipped = 0;
        var index = _window.Any ? SrtpReceiver.EstimateIndex(_window.Highest, sequence) : sequence + FirstCycle;
        if (!_window.IsNew(index))
        {
            return false;
        }

        if (_window.Any && index > _window.Highest)
        {
            skipped = (int)(index - _window.Highest - 1);
        }

        _window.Accept(index);
        return true;
    }

    public void Reset() => _window = new();
}
