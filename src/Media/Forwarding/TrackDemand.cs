using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// Tells which layers of a picture anybody wants, so that its publisher can stop sending the others: more at once, fewer only when that has
/// lasted. Belongs to the worker's thread.
/// </summary>
internal sealed class TrackDemand(Worker worker, string room, string seat, MediaSource source)
{
    /// <summary>For so many milliseconds a layer must have been unwanted; who turns pages of tiles comes back to it.</summary>
    public const int PatienceMillis = 2_000;

    private IReadOnlyList<string> _rids = [];
    private CodecSet _offered;
    private CodecSet _codecs;
    private uint _told;
    private uint _unwanted;
    private long _unwantedSince;

    /// <summary>What the publisher sends at first: everything.</summary>
    public void Offer(IReadOnlyList<string> rids, CodecSet codecs)
    {
        (_rids, _offered, _unwanted) = (rids, codecs, 0);
        if (source.IsVideo())
        {
            Tell((1u << rids.Count) - 1, codecs);
        }
    }

    /// <summary>What is wanted now; to be called every few milliseconds.</summary>
    /// <param name="layers">As bits.</param>
    /// <param name="codecs">That all who look can decode.</param>
    public void Update(uint layers, CodecSet codecs)
    {
        codecs = codecs.Common(_offered);
        if ((layers & ~_told) != 0 || codecs != _codecs)
        {
            Tell(_told | layers, codecs);
        }

        var unwanted = _told & ~layers;
        if (unwanted != _unwanted)
        {
            (_unwanted, _unwantedSince) = (unwanted, worker.Now);
        }
        else if (unwanted != 0 && worker.Now - _unwantedSince >= PatienceMillis)
        {
            _unwanted = 0;
            Tell(layers, codecs);
        }
    }

    private void Tell(uint layers, CodecSet codecs)
    {
        (_told, _codecs) = (layers, codecs);
        worker.Observer.OnDemand(room, seat, new(
            source,
            [.. _rids.Where((_, i) => (layers & (1u << i)) != 0)],
            [.. CodecFormats.Video.Where(codecs.Has).Select(CodecFormats.Name)]));
    }
}
