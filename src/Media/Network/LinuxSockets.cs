using System.Runtime.InteropServices;

namespace StudyHub.Media.Network;

/// <summary>The system calls that receive and send many datagrams at once.</summary>
/// <remarks>recvmmsg(2), sendmmsg(2)</remarks>
internal static unsafe partial class LinuxSockets
{
    /// <summary>Wait for the first datagram only.</summary>
    public const int WaitForOne = 0x10000;

    /// <summary>A datagram was longer than its buffer.</summary>
    public const int Truncated = 0x20;

    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int NoBuffers = 105;

    /// <returns>How many were received; -1 with the last error.</returns>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    public static partial int Receive(nint socket, Datagram* datagrams, uint count, int flags, void* timeout);

    /// <returns>How many were sent; -1 with the last error where the first could not be.</returns>
    [LibraryImport("libc", EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int Send(nint socket, Datagram* datagrams, uint count, int flags);

    /// <summary><c>struct mmsghdr</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Datagram
    {
        public Header Header;
        public uint Length;
    }

    /// <summary><c>struct msghdr</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct iovec</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Part
    {
        public void* Bytes;
        public nuint Length;
    }
}
