using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace StudyHub.Media.Srtp;

/// <summary>AES in counter mode with SRTP's way of making the counter. Encrypting twice gives the plain text back.</summary>
/// <remarks>RFC 3711 §4.1.1</remarks>
internal sealed class CounterCipher : IDisposable
{
    private const int Block = 16;
    private const int Longest = 4096;

    private readonly Aes _aes;
    private readonly ICryptoTransform _blocks; // kept, since the one-shot methods build a cipher for every call
    private readonly byte[] _salt;
    private readonly byte[] _counters = new byte[Longest];
    private readonly byte[] _stream = new byte[Longest];

    public CounterCipher(byte[] key, byte[] salt)
    {
        _salt = salt;
        _aes = Aes.Create();
        _aes.Key = key;
#pragma warning disable CA5358 // Counter mode is built on single blocks.
        _aes.Mode = CipherMode.ECB;
#pragma warning restore CA5358
        _aes.Padding = PaddingMode.None;
        _blocks = _aes.CreateEncryptor();
    }

    /// <param name="data">At most 4,096 bytes; changed in place.</param>
    /// <param name="ssrc">Of the packet.</param>
    /// <param name="index">Packet index: 48 bits for RTP, 31 for RTCP.</param>
    public void Apply(Span<byte> data, uint ssrc, ulong index)
    {
        if (data.IsEmpty)
        {
            return;
        }

        Span<byte> counter = stackalloc byte[Block];
        counter.Clear();
        _salt.CopyTo(counter);
        Xor(counter[4..], ssrc);
        Xor(counter[8..], (uint)(index >> 16));
        counter[12] ^= (byte)(index >> 8);
        counter[13] ^= (byte)index;

        var length = (data.Length + Block - 1) / Block * Block;
        for (var at = 0; at < length; at += Block)
        {
            counter.CopyTo(_counters.AsSpan(at));
            BinaryPrimitives.WriteUInt16BigEndian(_counters.AsSpan(at + 14), (ushort)(at / Block));
        }

        _blocks.TransformBlock(_counters, 0, length, _stream, 0);
        Xor(data, _stream.AsSpan(0, data.Length));
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _aes.Dispose();
    }

    private static void Xor(Span<byte> word, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(word, BinaryPrimitives.ReadUInt32BigEndian(word) ^ value);

    private static void Xor(Span<byte> data, ReadOnlySpan<byte> stream)
    {
        var wide = MemoryMarshal.Cast<byte, Vector<byte>>(data);
        var wideStream = MemoryMarshal.Cast<byte, Vector<byte>>(stream);
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] ^= wideStream[i];
        }

        for (var i = wide.Length * Vector<byte>.Count; i < data.Length; i++)
        {
            data[i] ^= stream[i];
        }
    }
}
