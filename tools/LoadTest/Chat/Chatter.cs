using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace StudyHub.LoadTest.Chat;

/// <summary>How far a chatter has come.</summary>
internal enum Stage
{
    /// <summary>Not connected; on its way where it is wanted.</summary>
    Away,

    /// <summary>Connected and known to the server.</summary>
    Greeted,

    /// <summary>In its room, with everything heard that was said.</summary>
    Live,
}

/// <summary>
/// One person who writes in a room's chat and hears it: one message at a time, again under the same id until it is acknowledged. Belongs to
/// the thread of its wires.
/// </summary>
internal abstract class Chatter(Wires wires, int port, ChatTally tally, int number) : Wire(wires, port)
{
    private const int TextLength = 120; // characters
    private const int StampLength = 16;
    private const int MostNumbers = 0x3FFF_FFFF;
    private const int AttemptMillis = 8_000; // as the web client: web/src/live/live.ts

    private static readonly string s_filler = new('m', TextLength);

    private Guid _messageId;
    private int _attempt;
    private bool _wanted;
    private bool _wasGreeted;

    protected ChatTally Tally => tally;

    public int Number => number;

    /// <summary>Set before it goes there.</summary>
    public string Room { get; set; } = "";

    public Stage Stage { get; private set; }

    /// <summary>The offset of the last change it has heard.</summary>
    public long Offset { get; protected set; }

    /// <summary>Its messages that were acknowledged: those with the numbers 1 to this.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>A message is on its way, or waits for the connection.</summary>
    public bool IsPosting { get; private set; }

    /// <summary>Called when a message of its was acknowledged.</summary>
    public Action<Chatter>? OnStored { get; set; }

    /// <summary>Where it is to go by itself: after a loss too.</summary>
    public Stage Wanted { get; private set; }

    /// <summary>Whose message an id names, and which of theirs.</summary>
    public static (int Number, int Message) NumbersOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) & MostNumbers, BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
    }

    public void GoTo(Stage stage)
    {
        Wanted = stage;
        if (!_wanted)
        {
            _wanted = true;
            Connect();
        }
        else if (Stage == Stage.Greeted && stage == Stage.Live)
        {
            Enter();
        }
    }

    /// <summary>Leaves without a word, and does not come back.</summary>
    public void Leave()
    {
        _wanted = false;
        _attempt++;
        Close();
        Stage = Stage.Away;
    }

    /// <summary>Writes the next message; one at a time.</summary>
    public void Post()
    {
        (IsPosting, _messageId) = (true, NewId());
        SendMessage(_messageId, Text());
    }

    protected abstract void Enter();

    protected abstract void SendMessage(Guid id, string text);

    /// <summary>Said when nothing else was said for 10 s; returns false where the protocol needs no such thing.</summary>
    protected abstract bool Beat();

    protected void Greeted()
    {
        (Stage, _wasGreeted) = (Stage.Greeted, true);
        var attempt = _attempt;
        if (Beat())
        {
            Wires.After(10_000, () => BeatOn(attempt));
        }

        if (Wanted == Stage.Live)
        {
            Enter();
        }
    }

    protected void Arrived()
    {
        Stage = Stage.Live;
        if (IsPosting)
        {
            SendMessage(_messageId, Text()); // What was not acknowledged is sent again, under its id.
        }
    }

    protected void Stored()
    {
        if (!IsPosting)
        {
            throw new InvalidDataException("A message was acknowledged twice.");
        }

        IsPosting = false;
        Acknowledged++;
        tally.Stored++;
        OnStored?.Invoke(this);
    }

    protected void Refused(ReadOnlySpan<byte> answer)
    {
        tally.Refusal = Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 400)]);
        Drop();
    }

    /// <summary>A change of the room, at its place in the room's order.</summary>
    protected void Hear(long offset)
    {
        if (offset <= Offset)
        {
            return; // Docs/protocol.md: known already.
        }

        tally.Skipped += offset - Offset - 1;
        Offset = offset;
    }

    /// <summary>Notes how long a message heard just now was on its way.</summary>
    /// <param name="message">With the sender's stamp somewhere in it.</param>
    protected void Measure(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("\"text\":\"#"u8);
        if (at >= 0 && Utf8Parser.TryParse(message.Slice(at + 9, StampLength), out long stamp, out _, 'x'))
        {
            tally.Delivered++;
            tally.Delivery.Add((long)((Stopwatch.GetTimestamp() - stamp) * (1e9 / Stopwatch.Frequency)));
        }
    }

    protected static long NumberAfter(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name) =>
        message.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(message[(at + name.Length)..], out long value, out _) ? value : throw new InvalidDataException("A number is missing.");

    protected override void OnClosed()
    {
        if (Stage != Stage.Away)
        {
            tally.Broken++;
        }

        Again();
    }

    /// <summary>Gives this connection up and makes another.</summary>
    protected void Drop()
    {
        Close();
        Again();
    }

    /// <summary>Of version 7, as the web client's, with whose message it is, and which of theirs, in place of what would be random.</summary>
    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], int.MinValue | number);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Acknowledged + 1);
        return new(bytes, bigEndian: true);
    }

    private static string Text() => string.Create(CultureInfo.InvariantCulture, $"#{Stopwatch.GetTimestamp():x16} {s_filler.AsSpan(StampLength + 2)}");

    private void Connect()
    {
        var attempt = ++_attempt;
        Open();
        Wires.After(AttemptMillis, () =>
        {
            if (attempt == _attempt && Stage == Stage.Away)
            {
                Drop();
            }
        });
    }

    /// <summary>At once after a loss, then a second or two apart, without end.</summary>
    private void Again()
    {
        var attempt = ++_attempt;
        Stage = Stage.Away;
        if (!_wanted)
        {
            return;
        }

        var wait = _wasGreeted ? 0 : 1_000 + (((number * 7_919) + (attempt * 1_047)) % 1_000);
        _wasGreeted = false;
        Wires.After(wait, () =>
        {
            if (attempt == _attempt && _wanted)
            {
                Connect();
            }
        });
    }

    private void BeatOn(int attempt)
    {
        if (attempt == _attempt && Stage != Stage.Away)
        {
            Beat();
            Wires.After(10_000, () => BeatOn(attempt));
        }
    }
}
