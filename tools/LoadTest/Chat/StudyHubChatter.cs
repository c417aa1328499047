using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Chat;

/// <summary>A chatter of StudyHub: SignalR's JSON protocol as docs/protocol.md describes it, read by looking for what matters.</summary>
internal sealed class StudyHubChatter(Wires wires, int port, ChatTally tally, int number, string cookie) : Chatter(wires, port, tally, number)
{
    private const byte EndOfRecord = 0x1E;

    private readonly string _device = RandomNumberGenerator.GetHexString(32);
    private readonly string _call = RandomNumberGenerator.GetHexString(32);
    private readonly List<long> _aside = [];
    private readonly List<byte> _part = [];
    private string? _epoch;
    private bool _isGreeting;

    /// <summary>Where to reload it said it had to: too far behind, or another numbering.</summary>
    public int Reloads { get; private set; }

    protected override (string Target, string Headers) Request => ("/api/v1/live", $"Cookie: {StudyHubServer.CookieName}={cookie}\r\n");

    protected override void OnOpen()
    {
        _part.Clear();
        _isGreeting = true;
        SendText("{\"protocol\":\"json\",\"version\":1}\u001e"u8);
        Call("h", "live.hello", $$"""{"device":"{{_device}}","label":"Load test"}""");
    }

    protected override void Enter() => Call("e", "meeting.enter", $$"""{"roomId":"{{Room}}","call":"{{_call}}","move":true}""");

    protected override bool Beat()
    {
        Call("b", "live.beat", "{}");
        return true;
    }

    protected override void SendMessage(Guid id, string text) => Call("s", "chat.send", $$"""{"roomId":"{{Room}}","messageId":"{{id}}","text":"{{text}}"}""");

    protected override void OnMessage(ReadOnlySpan<byte> message)
    {
        while (message.IndexOf(EndOfRecord) is >= 0 and var end)
        {
            if (_part.Count > 0)
            {
                _part.AddRange(message[..end]);
                var whole = _part.ToArray();
                _part.Clear();
                Take(whole);
            }
            else
            {
                Take(message[..end]);
            }

            message = message[(end + 1)..];
        }

        _part.AddRange(message);
    }

    private void Call(string id, string name, string body) =>
        SendText(Encoding.ASCII.GetBytes($$"""{"type":1,"invocationId":"{{id}}","target":"Call","arguments":["{{name}}",{{body}}]}""" + "\u001e"));

    private void Take(ReadOnlySpan<byte> record)
    {
        var answer = "{\"type\":3,\"invocationId\":\""u8;
        if (record.StartsWith("{\"type\":1,\"target\":\"event\",\"arguments\":[\"chat.changed\""u8))
        {
            Measure(record);
            Change(NumberAfter(record, "\"offset\":"u8));
        }
        else if (record.StartsWith(answer))
        {
            var kind = record[answer.Length];
            if (record.EndsWith("\"error\":null}}"u8))
            {
                Answered(kind, record);
            }
            else
            {
                Refused(record);
            }
        }
        else if (record.Length == 2 && _isGreeting)
        {
            _isGreeting = false; // The handshake's answer is an empty object.
        }
        else if (record.StartsWith("{\"type\":7"u8))
        {
            Refused(record);
        }
    }

    private void Answered(byte kind, ReadOnlySpan<byte> record)
    {
        switch (kind)
        {
            case (byte)'s':
                Stored();
                break;
            case (byte)'h':
                Greeted();
                break;
            case (byte)'e':
                Entered(record);
                break;
            case (byte)'r':
                Resumed(record);
                break;
            default:
                break;
        }
    }

    /// <summary>The first time the snapshot says where the chat stands; on a return what was missed is asked for.</summary>
    private void Entered(ReadOnlySpan<byte> record)
    {
        if (_epoch is null)
        {
            using var reply = Value(record);
            var chat = reply.RootElement.GetProperty("result").GetProperty("value").GetProperty("chat");
            (_epoch, Offset) = (chat.GetProperty("epoch").GetString()!, Math.Max(Offset, chat.GetProperty("offset").GetInt64()));
            CatchUp();
            Arrived();
        }
        else
        {
            Call("r", "chat.resume", $$"""{"roomId":"{{Room}}","epoch":"{{_epoch}}","offset":{{Offset}}}""");
        }
    }

    private void Resumed(ReadOnlySpan<byte> record)
    {
        using var reply = Value(record);
        var value = reply.RootElement.GetProperty("result").GetProperty("value");
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

    private static JsonDocument Value(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        return JsonDocument.ParseValue(ref reader);
    }
}
