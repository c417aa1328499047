using System.Buffers.Binary;

namespace StudyHub.LoadTest.Media;

/// <summary>The last eight bytes of every payload: when it was sent, by the clock that the kernel also stamps arrivals with.</summary>
internal static class Stamp
{
    public const int Length = 8;

    /// <summary>Nanoseconds since 1970, in steps of 100.</summary>
    public static long Now => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;

    public static void Write(Span<byte> payload) => BinaryPrimitives.WriteInt64BigEndian(payload[^Length..], Now);

    public static long Read(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadInt64BigEndian(payload[^Length..]);
}
