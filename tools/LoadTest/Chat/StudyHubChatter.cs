using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Chat;

/// <summary>A chatter of StudyHub: the live connection as docs/protocol.md describes it, read by looking for what matters.</summary>
internal sealed class StudyHubChatter(Wires wires, int port, ChatTally tally, int number, string cookie) : Chatter(wires, port, tally, number)
{
    // The numbers of commands: one of each kind is on its way at a time.
    private const int Greeting = 1;
    private const int Entry = 2;
    private const int Sending = 3;
    private const int Resuming = 4;
    private const int Beating = 5;

    private readonly string _device = RandomNumberGenerator.GetHexString(32);
    private readonly string _call = RandomNumberGenerator.GetHexString(32);
    private readonly List<long> _aside = [];
    private string? _epoch;

    /// <summary>Where to reload it said it had to: too far behind, or another numbering.</summary>
    public int Reloads { get; private set; }

    protected override (string Target, string Headers) Request => ("/api/v1/live", $"Cookie: {StudyHubServer.CookieName}={cookie}\r\n");

    protected override void OnOpen() => Call(Greeting, "live.hello", $$"""{"device":"{{_device}}","label":"Load test"}""");

    protected override void Enter() => Call(Entry, "meeting.enter", $$"""{"roomId":"{{Room}}","call":"{{_call}}","move":true}""");

    protected override bool Beat()
    {
        Call(Beating, "live.beat", "{}");
        return true;
    }

    protected override void SendMessage(Guid id, string text) => Call(Sending, "chat.send", $$"""{"roomId":"{{Room}}","messageId":"{{id}}","text":"{{text}}"}""");

    protected override void OnMessage(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("{\"event\":\"chat.changed\""u8))
        {
            Measure(message);
            Change(NumberAfter(message, "\"offset\":"u8));
        }
        else if (message.StartsWith("{\"id\":"u8))
        {
            if (message.EndsWith("\"error\":null}"u8))
            {
                Answered(message);
            }
            else
            {
                Refused(message);
            }
        }
        else if (message.StartsWith("{\"event\":\"live.closing\""u8))
        {
            Refused(message);
        }
    }

    private void Call(int id, string name, string body) => SendText(Encoding.ASCII.GetBytes($$"""{"id":{{id}},"name":"{{name}}","body":{{body}}}"""));

    private void Answered(ReadOnlySpan<byte> answer)
    {
        switch (NumberAfter(answer, "\"id\":"u8))
        {
            case Sending:
                Stored();
                break;
            case Greeting:
                Greeted();
                break;
            case Entry:
                Entered(answer);
                break;
            case Resuming:
                Resumed(answer);
                break;
            default:
                break;
        }
    }

    /// <summary>The first time the snapshot says where the chat stands; on a return what was missed is asked for.</summary>
    private void Entered(ReadOnlySpan<byte> answer)
    {
        if (_epoch is null)
        {
            using var reply = Value(answer);
            var chat = reply.RootElement.GetProperty("value").GetProperty("chat");
            (_epoch, Offset) = (chat.GetProperty("epoch").GetString()!, Math.Max(Offset, chat.GetProperty("offset").GetInt64()));
            CatchUp();
            Arrived();
        }
        else
        {
            Call(Resuming, "chat.resume", $$"""{"roomId":"{{Room}}","epoch":"{{_epoch}}","offset":{{Offset}}}""");
        }
    }

    private void Resumed(ReadOnlySpan<byte> answer)
    {
        using var reply = Value(answer);
        var value = reply.RootElement.GetProperty("value");
        if (value.GetProperty("reload").GetBoolean())
        {
            Reloads++;
            Offset = value.GetProperty("offset").GetInt64();
        }

        foreach (var change in value.GetProperty("changes").EnumerateArray())
        {
            Hear(change.GetProperty("offset").GetInt64());
        }

        CatchUp();
        Arrived();
    }

    /// <summary>While it is not live yet, what comes waits for what was missed.</summary>
    private void Change(long offset)
    {
        if (Stage == Stage.Live)
        {
            Hear(offset);
        }
        else
        {
            _aside.Add(offset);
        }
    }

    private void CatchUp()
    {
        _aside.ForEach(Hear);
        _aside.Clear();
    }

    private static JsonDocument Value(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        return JsonDocument.ParseValue(ref reader);
    }
}
