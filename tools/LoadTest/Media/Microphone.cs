using System.Security.Cryptography;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Rtp;

namespace StudyHub.LoadTest.Media;

/// <summary>
/// A stream of packets that look like Opus at 32 kbit/s: one every 20 ms. Somebody speaks, and breathes every second, as voices are told
/// from noise. Belongs to the reactor's thread.
/// </summary>
internal sealed class Microphone(byte payloadType, uint ssrc, byte levelExtension)
{
    public const int ClockRate = 48_000;

    private const double IntervalMillis = 20;
    private const int PhrasePackets = 50;
    private const int BreathPackets = 5;
    private const byte Loud = 0x80 | 30; // with the flag that says "voice"
    private const byte Quiet = 90;

    // One-byte form (RFC 8285 §4.2), one element of one byte (RFC 6464 §3).
    private readonly byte[] _extension = [0xBE, 0xDE, 0, 1, (byte)(levelExtension << 4), Loud, 0, 0];
    private readonly byte[] _payload = MakePayload();
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private double _next;

    public uint Ssrc => ssrc;

    public uint Timestamp { get; private set; } = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);

    public uint Packets { get; private set; }

    public void Tick(Connection connection, double now)
    {
        if (_next == 0 || now - _next > 1_000)
        {
            _next = now + (IntervalMillis * RandomNumberGenerator.GetInt32(1000) / 1000);
        }

        if (now < _next)
        {
            return;
        }

        _next += IntervalMillis;
        Timestamp += (uint)(ClockRate * IntervalMillis / 1000);
        Stamp.Write(_payload);
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + _extension.Length];
        RtpPacket.WriteHeader(header, payloadType, marker: false, _sequence++, Timestamp, ssrc);
        header[0] |= 0x10;
        _extension[5] = Packets % PhrasePackets < BreathPackets ? Quiet : Loud;
        _extension.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        connection.SendRtp(header, _payload);
        Packets++;
    }

    private static byte[] MakePayload()
    {
        var payload = RandomNumberGenerator.GetBytes(80);
        payload[0] = 0x78; // CELT, 20 ms, one frame (RFC 6716 §3.1)
        return payload;
    }
}
