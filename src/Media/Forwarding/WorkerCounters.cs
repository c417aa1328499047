namespace StudyHub.Media.Forwarding;

/// <summary>What a worker has done since the start. Only its thread writes; whoever wants to know reads, and may be a moment behind.</summary>
internal sealed class WorkerCounters
{
    public long PacketsIn;
    public long BytesIn;
    public long PacketsOut;
    public long BytesOut;
    public long NacksIn;
    public long NacksOut;
    public long KeyFrameRequestsIn;
    public long KeyFrameRequestsOut;
    public long Retransmissions;
    public long LayerSwitches;
    public long HandshakesDone;
    public long HandshakesFailed;
    public long HandshakesRefused;

    /// <summary>Packets that a slow TCP connection has missed.</summary>
    public long StreamPacketsDropped;

    /// <summary>Time not spent waiting, in ticks of the worker's clock.</summary>
    public long BusyTicks;
}
