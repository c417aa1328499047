using System.Collections.Concurrent;
using Org.BouncyCastle.Tls;

namespace StudyHub.Media.Dtls;

/// <summary>Sends one datagram to where the peer was last seen. Called from any thread; never throws.</summary>
internal delegate void DatagramSend(ReadOnlySpan<byte> datagram);

/// <summary>Stands between a packet loop and a DTLS stack that wants to block: a few received datagrams wait here, more are dropped.</summary>
internal sealed class DatagramQueue(DatagramSend send) : DatagramTransport, IDisposable
{
    /// <summary>Datagrams that wait; a flight of a handshake with large certificates is about ten.</summary>
    public const int Most = 32;

    /// <summary>The largest datagram passed on, in bytes.</summary>
    public const int LongestDatagram = 2048;

    private const int SendLimit = 1200;

    private readonly BlockingCollection<byte[]> _received = new(Most);

    /// <summary>Takes a copy; silently drops what is too long, too much or too late.</summary>
    public void Add(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > LongestDatagram || _received.IsAddingCompleted)
        {
            return;
        }

        try
        {
            _received.TryAdd(datagram.ToArray());
        }
        catch (InvalidOperationException)
        {
            // closed by the handshake's thread a moment ago
        }
    }

    public bool IsEmpty => _received.Count == 0;

    public int GetReceiveLimit() => LongestDatagram;

    public int GetSendLimit() => SendLimit;

    public int Receive(byte[] buf, int off, int len, int waitMillis) => Receive(buf.AsSpan(off, len), waitMillis);

    public int Receive(Span<byte> buffer, int waitMillis)
    {
        if (_received.TryTake(out var datagram, waitMillis))
        {
            var length = Math.Min(datagram.Length, buffer.Length);
            datagram.AsSpan(0, length).CopyTo(buffer);
            return length;
        }

        return _received.IsAddingCompleted ? throw new TlsFatalAlert(AlertDescription.user_canceled) : -1;
    }

    public void Send(byte[] buf, int off, int len) => send(buf.AsSpan(off, len));

    public void Send(ReadOnlySpan<byte> buffer) => send(buffer);

    /// <summary>Ends a waiting <see cref="Receive(Span{byte}, int)"/>, once what is queued has been read.</summary>
    public void Close() => _received.CompleteAdding();

    /// <summary>The same as <see cref="Close"/>: readers on other threads may still be inside.</summary>
    public void Dispose() => Close();
}
