using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Forwarding;

/// <summary>What a subscription does with a packet of some layer.</summary>
internal enum LayerChoice
{
    Ignore,

    /// <summary>Hand it to the rewriter, which leaves out what lies above <see cref="LayerSwitch.Temporal"/>.</summary>
    Continue,

    /// <summary>The stream goes on with this layer, from this packet on.</summary>
    Begin,
}

/// <summary>
/// Which layer of a track goes to one receiver, and how it comes to be another: spatially at a key frame of the new one, temporally up
/// only where the source says that nothing is needed which was left out.
/// </summary>
internal sealed class LayerSwitch
{
    private uint _pictureTimestamp;

    /// <summary>What is aimed at.</summary>
    public LayerTarget Target { get; private set; } = LayerTarget.None;

    /// <summary>The layer sent at present, or −1.</summary>
    public int Spatial { get; private set; } = -1;

    /// <summary>The highest temporal layer sent at present.</summary>
    public int Temporal { get; private set; }

    /// <summary>The layer whose key frame is waited for, or −1.</summary>
    public int Awaited => Target.Spatial == Spatial ? -1 : Target.Spatial;

    public void Aim(LayerTarget target)
    {
        Target = target;
        if (target.IsNothing)
        {
            Stop();
        }
    }

    /// <summary>Only a key frame can go on from here.</summary>
    public void Stop() => Spatial = -1;

    public LayerChoice Choose(int layer, uint timestamp, in PayloadInfo info)
    {
        if (layer == Spatial)
        {
            var startsPicture = (int)(timestamp - _pictureTimestamp) > 0;
            if (startsPicture)
            {
                _pictureTimestamp = timestamp;
                MoveTemporally(info);
            }

            return LayerChoice.Continue;
        }

        // Where nothing is to be seen yet, a smaller picture is better than none.
        if (!info.StartsKeyFrame || (layer != Target.Spatial && (Spatial >= 0 || layer > Target.Spatial)))
        {
            return LayerChoice.Ignore;
        }

        (Spatial, Temporal, _pictureTimestamp) = (layer, Target.Temporal, timestamp);
        return LayerChoice.Begin;
    }

    private void MoveTemporally(in PayloadInfo info)
    {
        if (info.StartsKeyFrame || Target.Temporal < Temporal)
        {
            Temporal = Target.Temporal;
        }
        else if (Temporal < Target.Temporal && info.IsSync && info.Temporal == Temporal + 1)
        {
            Temporal++;
        }
        else if (info.OpensHigher && info.Temporal <= Temporal)
        {
            Temporal = Target.Temporal;
        }
    }
}
