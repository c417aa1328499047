using System.Text;

namespace StudyHub.LoadTest.Chat;

/// <summary>A chatter of the peer: Engine.IO 4 and Socket.IO 5 over a WebSocket.</summary>
/// <remarks>https://socket.io/docs/v4/engine-io-protocol, https://socket.io/docs/v4/socket-io-protocol</remarks>
internal sealed class SocketIoChatter(Wires wires, int port, ChatTally tally, int number) : Chatter(wires, port, tally, number)
{
    private readonly Guid _id = new(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]);

    protected override (string Target, string Headers) Request => ("/socket.io/?EIO=4&transport=websocket", "");

    protected override void OnOpen()
    {
        // The server speaks first.
    }

    protected override void Enter() => Say($"""421["enter","{Room}"]""");

    /// <summary>The server asks, every 10 s.</summary>
    protected override bool Beat() => false;

    protected override void SendMessage(Guid id, string text) => Say($$"""422["send",{"room":"{{Room}}","messageId":"{{id}}","text":"{{text}}"}]""");

    protected override void OnMessage(ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("42[\"chat.changed\""u8))
        {
            Measure(message);
            Hear(NumberAfter(message, "\"offset\":"u8));
        }
        else if (message.StartsWith("432[{\"sequence\""u8))
        {
            Stored();
        }
        else if (message is [(byte)'2'])
        {
            SendText("3"u8);
        }
        else if (message.StartsWith("0{"u8))
        {
            Say($$"""40{"id":"{{_id}}","name":"seeded{{Number + 1}}"}""");
        }
        else if (message.StartsWith("40{"u8))
        {
            Greeted();
        }
        else if (message.StartsWith("431[{\"offset\":"u8))
        {
            Offset = Math.Max(Offset, NumberAfter(message, "\"offset\":"u8));
            Arrived();
        }
        else
        {
            Refused(message);
        }
    }

    private void Say(string text) => SendText(Encoding.ASCII.GetBytes(text));
}
