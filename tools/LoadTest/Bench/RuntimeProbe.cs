using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace StudyHub.LoadTest.Bench;

/// <summary>What the runtime of a process under test says about itself.</summary>
/// <param name="Allocated">Bytes allocated so far, by all threads.</param>
/// <param name="Heap">Bytes of the managed heap after the last collection.</param>
/// <param name="Timers">Active.</param>
/// <param name="PooledThreads">Threads of the thread pool.</param>
internal sealed record RuntimeFacts(long Allocated, long Heap, long Timers, int PooledThreads);

/// <summary>
/// Answers questions about the runtime from inside a process under test, which knows nothing of it: this assembly is named as a startup
/// hook of the process. Uses nothing but the base class library, since nothing else can be loaded there.
/// </summary>
/// <remarks>https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
internal static class RuntimeProbe
{
    /// <summary>Names the socket to answer on.</summary>
    public const string Variable = "LOADTEST_PROBE";

    public static void Serve(string file)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(file));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "Probe" }.Start();
    }

    /// <returns>Null while the process does not answer.</returns>
    public static RuntimeFacts? Ask(string file)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(file));
            Span<byte> buffer = stackalloc byte[256];
            var fields = Encoding.ASCII.GetString(buffer[..socket.Receive(buffer)]).Split(' ');
            long Field(int i) => long.Parse(fields[i], CultureInfo.InvariantCulture);
            return new(Field(0), Field(1), Field(2), (int)Field(3));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static void Answer(Socket listener)
    {
        while (true)
        {
            using var asker = listener.Accept();
            asker.Send(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.GetGCMemoryInfo().HeapSizeBytes} {Timer.ActiveCount} {ThreadPool.ThreadCount}")));
        }
    }
}
