using StudyHub.LoadTest.Media;

namespace StudyHub.LoadTest.Chat;

/// <summary>What a crowd of chatters has sent and heard since the last <see cref="Restart"/>. Belongs to the thread of its wires.</summary>
internal sealed class ChatTally
{
    /// <summary>Messages that the server has acknowledged, and so has stored.</summary>
    public long Stored { get; set; }

    /// <summary>Messages heard: one for each who hears it.</summary>
    public long Delivered { get; set; }

    /// <summary>From sending to hearing, one for each who hears it.</summary>
    public Histogram Delivery { get; } = new();

    /// <summary>Places in a room's order that were skipped. Never forgotten.</summary>
    public long Skipped { get; set; }

    /// <summary>Connections that ended though nobody meant them to. Never forgotten.</summary>
    public long Broken { get; set; }

    /// <summary>What the server refused, the latest.</summary>
    public string? Refusal { get; set; }

    public void Restart()
    {
        (Stored, Delivered) = (0, 0);
        Delivery.Clear();
    }
}
