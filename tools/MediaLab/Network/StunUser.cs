using System.Buffers.Binary;
using System.Text;

namespace StudyHub.MediaLab.Network;

/// <summary>Reads off an ICE check for whom it is meant.</summary>
/// <remarks>RFC 8489 §5, §14.3; RFC 8445 §7.2.2</remarks>
internal static class StunUser
{
    private const int HeaderLength = 20, UserName = 0x0006;

    /// <param name="datagram">Any bytes.</param>
    /// <param name="ufrag">The receiver's user name fragment.</param>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out string ufrag)
    {
        ufrag = "";
        if (datagram.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(datagram) != 1)
        {
            return false;
        }

        for (var rest = datagram[HeaderLength..]; rest.Length >= 4;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (4 + length > rest.Length)
            {
                return false;
            }

            if (BinaryPrimitives.ReadUInt16BigEndian(rest) == UserName)
            {
                ufrag = Encoding.ASCII.GetString(rest.Slice(4, length)).Split(':')[0];
                return true;
            }

            rest = rest[Math.Min(rest.Length, 4 + ((length + 3) & ~3))..];
        }

        return false;
    }
}
