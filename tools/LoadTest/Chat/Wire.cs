using System.Buffers.Binary;
using System.Text;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Chat;

/// <summary>One client's WebSocket (RFC 6455), as far as a load needs it: text out, text in, no extension. Belongs to the thread of its <see cref="Wires"/>.</summary>
internal abstract class Wire(Wires wires, int port)
{
    private const int LongestHeader = 14;

    private readonly byte[] _frame = new byte[1024];
    private int _descriptor = -1;
    private int _token;
    private State _state = State.Closed;
    private byte[] _rest = [];
    private List<byte>? _message;

    private enum State
    {
        Closed,
        Connecting,
        Upgrading,
        Open,
    }

    protected Wires Wires => wires;

    public bool IsOpen => _state == State.Open;

    /// <summary>The request's target and its own headers, each ended by CRLF.</summary>
    protected abstract (string Target, string Headers) Request { get; }

    /// <summary>Begins to connect; <see cref="OnOpen"/> or <see cref="OnClosed"/> follows.</summary>
    protected void Open()
    {
        if (_state != State.Closed)
        {
            throw new InvalidOperationException("The wire is in use.");
        }

        (_rest, _message) = ([], null);
        _descriptor = Native.ConnectLoopback(port);
        _state = State.Connecting;
        _token = wires.Add(this, _descriptor);
    }

    /// <summary>Closes from this side; <see cref="OnClosed"/> does not follow.</summary>
    public void Close()
    {
        if (_state != State.Closed)
        {
            _state = State.Closed;
            wires.Remove(_descriptor, _token);
        }
    }

    protected abstract void OnOpen();

    /// <param name="message">Whole, without its frames.</param>
    protected abstract void OnMessage(ReadOnlySpan<byte> message);

    /// <summary>Lost, refused, or closed by the server.</summary>
    protected abstract void OnClosed();

    internal void OnReady(Span<byte> buffer)
    {
        if (_state == State.Connecting)
        {
            var (target, headers) = Request;
            var request = $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{headers}\r\n";
            _state = State.Upgrading;
            wires.Connected(_descriptor, _token);
            SendRaw(Encoding.ASCII.GetBytes(request));
            return;
        }

        var held = _rest.Length;
        if (held + 4096 > buffer.Length)
        {
            throw new InvalidDataException("A message is too long.");
        }

        _rest.CopyTo(buffer);
        var length = (int)Native.Receive(_descriptor, buffer[held..], buffer.Length - held, Native.Nonblocking);
        if (length <= 0)
        {
            if (length == 0 || !Native.WouldBlock)
            {
                Lose();
            }

            return;
        }

        var read = (ReadOnlySpan<byte>)buffer[..(held + length)];
        var taken = _state == State.Upgrading ? Upgrade(read) : 0;
        while (_state == State.Open && Frame(read[taken..]) is > 0 and var frame)
        {
            taken += frame;
        }

        _rest = _state == State.Closed || taken == read.Length ? [] : read[taken..].ToArray();
    }

    /// <summary>Sends a text frame, masked as §5.3 wants it (with a mask of zeros, which costs nothing and hides nothing).</summary>
    protected void SendText(ReadOnlySpan<byte> text)
    {
        Span<byte> frame = text.Length + LongestHeader <= _frame.Length ? _frame : new byte[text.Length + LongestHeader];
        frame[0] = 0x81;
        var at = 2;
        if (text.Length < 126)
        {
            frame[1] = (byte)(0x80 | text.Length);
        }
        else
        {
            frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)text.Length));
            at = 4;
        }

        frame.Slice(at, 4).Clear();
        text.CopyTo(frame[(at + 4)..]);
        SendRaw(frame[..(at + 4 + text.Length)]);
    }

    private void SendRaw(ReadOnlySpan<byte> bytes)
    {
        // What a client sends is small, and it sends little at once: a full buffer means that the server has stopped reading.
        if (Native.Send(_descriptor, bytes, bytes.Length, Native.Nonblocking | Native.NoSignal) != bytes.Length)
        {
            Lose();
        }
    }

    private void Lose()
    {
        Close();
        OnClosed();
    }

    /// <returns>Bytes of the answer; 0 while it is not whole.</returns>
    private int Upgrade(ReadOnlySpan<byte> read)
    {
        var end = read.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        if (!read.StartsWith("HTTP/1.1 101"u8))
        {
            Lose();
            return 0;
        }

        _state = State.Open;
        OnOpen();
        return end + 4;
    }

    /// <returns>Bytes of the frame; 0 while it is not whole.</returns>
    private int Frame(ReadOnlySpan<byte> read)
    {
        if (read.Length < 2)
        {
            return 0;
        }

        var (length, at) = ((long)(read[1] & 0x7F), 2);
        if (length == 126)
        {
            if (read.Length < 4)
            {
                return 0;
            }

            (length, at) = (BinaryPrimitives.ReadUInt16BigEndian(read[2..]), 4);
        }
        else if (length == 127)
        {
            if (read.Length < 10)
            {
                return 0;
            }

            (length, at) = (BinaryPrimitives.ReadInt64BigEndian(read[2..]), 10);
        }

        if (read.Length < at + length)
        {
            return 0;
        }

        Take((read[0] & 0x80) != 0, read[0] & 0x0F, read.Slice(at, (int)length));
        return at + (int)length;
    }

    private void Take(bool isLast, int opcode, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case 1 when isLast:
                OnMessage(payload);
                break;
            case 0 or 1 or 2:
                (_message ??= []).AddRange(payload);
                if (isLast)
                {
                    var whole = _message.ToArray();
                    _message = null;
                    OnMessage(whole);
                }

                break;
            case 8:
                Lose();
                break;
            default:
                break; // Pings on this level are not used by either server.
        }
    }
}
