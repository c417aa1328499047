using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Path = StudyHub.Media.Forwarding.Path;

namespace StudyHub.Media.Network;

/// <summary>Receives and sends up to <see cref="Most"/> datagrams with one system call.</summary>
internal sealed unsafe class LinuxUdpPort : UdpPort
{
    /// <summary>Datagrams of one call.</summary>
    public const int Most = 64;

    private const ushort FamilyIPv4 = 2;
    private const ushort FamilyIPv6 = 10;
    private const int RawIPv4 = 16;

    private readonly Batch _incoming;
    private readonly Batch _outgoing;
    private readonly Path[] _to = new Path[Most];
    private readonly nint _handle;
    private readonly bool _isIPv4;
    private int _waiting;

    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public LinuxUdpPort(IPAddress bind, int port)
        : base(bind, port)
    {
        _handle = Socket.SafeHandle.DangerousGetHandle();
        _isIPv4 = bind.AddressFamily == AddressFamily.InterNetwork;
        _incoming = new(LongestDatagram, _isIPv4);
        _outgoing = new(LongestOutgoing, _isIPv4);
    }

    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && HasCalls();

    public override Span<byte> Outgoing => _outgoing.Buffer(_waiting);

    public override int Receive() =>
        Math.Max(0, LinuxSockets.Receive(_handle, _incoming.Datagrams, Most, LinuxSockets.WaitForOne, null));

    public override Span<byte> Datagram(int place)
    {
        var datagram = _incoming.Datagrams + place;
        return (datagram->Header.Flags & LinuxSockets.Truncated) != 0 ? default : _incoming.Buffer(place)[..(int)datagram->Length];
    }

    public override PeerAddress From(int place) => PeerAddress.Of(_incoming.Address(place), _isIPv4);

    public override void Send(int length, Path to)
    {
        to.Key.WriteTo(_outgoing.Address(_waiting), _isIPv4);
        _outgoing.Datagrams[_waiting].Header.Parts->Length = (nuint)length;
        _to[_waiting] = to;
        _waiting++;
        if (_waiting == Most)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        for (var sent = 0; sent < _waiting;)
        {
            var count = LinuxSockets.Send(_handle, _outgoing.Datagrams + sent, (uint)(_waiting - sent), 0);
            if (count > 0)
            {
                sent += count;
                continue;
            }

            var error = Marshal.GetLastPInvokeError();
            if (error is LinuxSockets.TryAgain or LinuxSockets.NoBuffers or LinuxSockets.NoMemory)
            {
                break; // the interface takes no more now, from nobody
            }

            if (error != LinuxSockets.Interrupted)
            {
                _to[sent].Mute();
                sent++;
            }
        }

        _waiting = 0;
    }

    private static bool HasCalls()
    {
        try
        {
            return NativeLibrary.TryLoad("libc", typeof(LinuxUdpPort).Assembly, null, out var libc)
                && NativeLibrary.TryGetExport(libc, "recvmmsg", out _)
                && NativeLibrary.TryGetExport(libc, "sendmmsg", out _);
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    /// <summary>Memory that the system reads and writes: it never moves.</summary>
    private sealed class Batch
    {
        private readonly byte[] _bytes;
        private readonly byte[] _addresses = Pinned<byte>(Most * PeerAddress.LongestRaw);
        private readonly LinuxSockets.Part[] _parts = Pinned<LinuxSockets.Part>(Most);
        private readonly LinuxSockets.Datagram[] _datagrams = Pinned<LinuxSockets.Datagram>(Most);
        private readonly int _length;

        public Batch(int length, bool isIPv4)
        {
            _length = length;
            _bytes = Pinned<byte>(Most * length);
            Datagrams = PointerTo(_datagrams);
            for (var i = 0; i < Most; i++)
            {
                MemoryMarshal.Write(Address(i), isIPv4 ? FamilyIPv4 : FamilyIPv6);
                _parts[i] = new() { Bytes = PointerTo(_bytes) + (i * length), Length = (nuint)length };
                Datagrams[i].Header = new()
                {
                    Name = PointerTo(_addresses) + (i * PeerAddress.LongestRaw),
                    NameLength = isIPv4 ? RawIPv4 : (uint)PeerAddress.LongestRaw,
                    Parts = PointerTo(_parts) + i,
                    PartCount = 1,
                };
            }
        }

        public LinuxSockets.Datagram* Datagrams { get; }

        public Span<byte> Buffer(int place) => _bytes.AsSpan(place * _length, _length);

        public Span<byte> Address(int place) => _addresses.AsSpan(place * PeerAddress.LongestRaw, PeerAddress.LongestRaw);

        private static T[] Pinned<T>(int length)
            where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

        private static T* PointerTo<T>(T[] pinned)
            where T : unmanaged => (T*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
    }
}
