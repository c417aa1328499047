using System.Buffers.Binary;
using System.Security.Cryptography;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.LoadTest.Media;

/// <summary>
/// One stream of packets that look like a camera's: frames of varying size, key frames when asked for, every packet stamped with the
/// time it was sent. Or a clip, unstamped, which begins anew when a key frame is asked for. Belongs to the reactor's thread.
/// </summary>
internal sealed class Camera(VideoProfile profile, byte payloadType, uint ssrc, byte[] extension, Clip? clip = null)
{
    private const int LongestPayload = 1_160;
    private const int DescriptorLength = 4;
    private const int MostPacketsAtOnce = 8;

    private readonly byte[] _payload = new byte[LongestPayload + DescriptorLength];
    private readonly double _interval = 1000.0 / profile.FramesPerSecond;
    private readonly Sizes _sizes = new(ssrc);
    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private ushort _picture = (ushort)RandomNumberGenerator.GetInt32(1 << 15);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private double _next;
    private int _frameBytes;
    private int _frameSent;
    private int _frame;
    private bool _isKey;
    private bool _keyWanted = true;

    public uint Ssrc => ssrc;

    public uint Timestamp => _timestamp;

    public uint Packets { get; private set; }

    public void WantKeyFrame() => _keyWanted = true;

    /// <summary>Sends what is due; a large frame is spread over several calls.</summary>
    public void Tick(Connection connection, double now)
    {
        if (_next == 0)
        {
            _next = now + (_interval * RandomNumberGenerator.GetInt32(1000) / 1000);
        }

        if (_frameSent == _frameBytes && now >= _next)
        {
            Begin(now);
        }

        for (var i = 0; i < MostPacketsAtOnce && _frameSent < _frameBytes; i++)
        {
            SendPacket(connection);
        }
    }

    private void Begin(double now)
    {
        _next = now - _next > 1_000 ? now + _interval : _next + _interval; // after a stall: no flood of what was missed
        (_isKey, _keyWanted, _frameSent) = (_keyWanted, false, 0);
        _frame = _isKey || clip is null ? 0 : (_frame + 1) % clip.Frames;
        _frameBytes = clip is not null ? clip[_frame].Length : _isKey ? profile.KeyFrameBytes : _sizes.Next(profile.FrameBytes);
        _timestamp += (uint)(CodecExtensions.VideoClockRate / profile.FramesPerSecond);
        _picture++;
    }

    /// <remarks>RFC 7741 §4.2 (descriptor with a 15-bit PictureID), §4.3; RFC 6386 §9.1 (a key frame's start)</remarks>
    private void SendPacket(Connection connection)
    {
        var packets = ((_frameBytes - 1) / LongestPayload) + 1;
        var each = ((_frameBytes - 1) / packets) + 1; // of about the same size, as browsers cut them
        var length = Math.Min(each, _frameBytes - _frameSent);
        var payload = _payload.AsSpan(0, DescriptorLength + length);
        payload[0] = (byte)(_frameSent == 0 ? 0x90 : 0x80);
        payload[1] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(0x8000 | _picture));
        if (clip is not null)
        {
            clip[_frame].Slice(_frameSent, length).CopyTo(payload[DescriptorLength..]);
        }
        else
        {
            Pretend(payload);
        }

        _frameSent += length;
        Span<byte> header = stackalloc byte[RtpPacket.FixedHeaderLength + extension.Length];
        RtpPacket.WriteHeader(header, payloadType, _frameSent == _frameBytes, _sequence++, _timestamp, ssrc);
        header[0] |= (byte)(extension.Length > 0 ? 0x10 : 0);
        extension.CopyTo(header[RtpPacket.FixedHeaderLength..]);
        connection.SendRtp(header, payload);
        Packets++;
    }

    private void Pretend(Span<byte> payload)
    {
        payload[DescriptorLength] = (byte)(_frameSent == 0 && _isKey ? 0 : 1);
        if (_frameSent == 0 && _isKey)
        {
            ReadOnlySpan<byte> start = [0x9D, 0x01, 0x2A];
            start.CopyTo(payload[7..]);
            BinaryPrimitives.WriteUInt16LittleEndian(payload[10..], (ushort)profile.Width);
            BinaryPrimitives.WriteUInt16LittleEndian(payload[12..], (ushort)profile.Height);
        }

        Stamp.Write(payload);
    }

    /// <summary>Sizes that vary as an encoder's do, by up to two fifths, the same in every run of a stream.</summary>
    private struct Sizes(uint seed)
    {
        private uint _state = seed | 1;

        public int Next(int average)
        {
            _state = (_state * 1_664_525) + 1_013_904_223;
            return average + (int)(average * 4L / 5 * (_state >> 16) / 65_536) - (average * 2 / 5);
        }
    }
}
