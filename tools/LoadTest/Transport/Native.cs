using System.Runtime.InteropServices;

namespace StudyHub.LoadTest.Transport;

/// <summary>The few calls of Linux that a load of many sockets on one thread needs.</summary>
internal static unsafe partial class Native
{
    public const int Nonblocking = 0x40; // MSG_DONTWAIT
    public const int NoSignal = 0x4000; // MSG_NOSIGNAL
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int ReceiveBufferForce = 33; // SO_RCVBUFFORCE
    public const int Timestamps = 35; // SO_TIMESTAMPNS, and its control message

    private const int AddToEpoll = 1;
    private const int ChangeInEpoll = 3;
    private const uint Readable = 1;
    private const uint Writable = 4;
    private const int TryAgain = 11; // EAGAIN
    private const int InProgress = 115; // EINPROGRESS
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int NoDelay = 1; // TCP_NODELAY

    // The kernel packs struct epoll_event on x86-64 only.
    private static readonly int s_eventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    public static int EventSize => s_eventSize;

    /// <summary>Reads the token of an event that <see cref="Wait"/> has filled in.</summary>
    public static int TokenOf(byte* events, int index) => *(int*)(events + (index * s_eventSize) + (s_eventSize - 8));

    public static void Watch(int epoll, int descriptor, int token) => Watch(epoll, AddToEpoll, descriptor, token, Readable);

    /// <summary>Watches a socket that connects: it is writable once it has.</summary>
    public static void WatchConnecting(int epoll, int descriptor, int token) => Watch(epoll, AddToEpoll, descriptor, token, Readable | Writable);

    /// <summary>Watches a socket that is watched already only for what there is to read.</summary>
    public static void WatchAgain(int epoll, int descriptor, int token) => Watch(epoll, ChangeInEpoll, descriptor, token, Readable);

    /// <summary>Whether the call before found nothing to do.</summary>
    public static bool WouldBlock => Marshal.GetLastPInvokeError() == TryAgain;

    /// <summary>A TCP socket that begins to connect to a port of this machine.</summary>
    /// <exception cref="IOException">There are no more sockets.</exception>
    public static int ConnectLoopback(int port)
    {
        const int internet = 2, streamNonblockingClosedOnExec = 1 | 0x800 | 0x80000;
        var descriptor = OpenSocket(internet, streamNonblockingClosedOnExec, 0);
        if (descriptor < 0)
        {
            throw new IOException($"No socket: error {Marshal.GetLastPInvokeError()}. A load of many connections needs a higher limit of open files (ulimit -n).");
        }

        _ = SetOption(descriptor, TcpLevel, NoDelay, 1, sizeof(int));
        var address = stackalloc byte[16]; // struct sockaddr_in
        *(ushort*)address = internet;
        (address[2], address[3], address[4], address[7]) = ((byte)(port >> 8), (byte)port, 127, 1);
        return Connect(descriptor, address, 16) == 0 || Marshal.GetLastPInvokeError() is InProgress
            ? descriptor
            : throw new IOException($"No connection: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreateEpoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    public static partial int Wait(int epoll, byte* events, int most, int millis);

    [LibraryImport("libc", EntryPoint = "recvmmsg")]
    public static partial int ReceiveMany(int descriptor, ManyHeader* headers, uint count, int flags, nint timeout);

    [LibraryImport("libc", EntryPoint = "send")]
    public static partial nint Send(int descriptor, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int descriptor, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int Connect(int descriptor, byte* address, uint length);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    public static partial int SetOption(int descriptor, int level, int option, in int value, uint length);

    private static void Watch(int epoll, int operation, int descriptor, int token, uint events)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + (s_eventSize - 8)) = token;
        _ = Control(epoll, operation, descriptor, entry);
    }

    [LibraryImport("libc", EntryPoint = "epoll_ctl")]
    private static partial int Control(int epoll, int operation, int descriptor, byte* entry);

    /// <summary>struct iovec</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Piece
    {
        public byte* Bytes;
        public nint Length;
    }

    /// <summary>struct msghdr</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Header
    {
        public byte* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nint PieceCount;
        public byte* Control;
        public nint ControlLength;
        public int Flags;
    }

    /// <summary>struct mmsghdr</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ManyHeader
    {
        public Header Header;
        public uint Length;
    }

    /// <summary>struct cmsghdr with a struct timespec behind it</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeMessage
    {
        public nint Length;
        public int Level;
        public int Type;
        public long Seconds;
        public long Nanoseconds;
    }
}
