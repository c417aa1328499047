using System.Globalization;

namespace StudyHub.LoadTest.Bench;

/// <summary>What the kernel says about a process.</summary>
/// <param name="Cpu">User and system time of all its threads so far.</param>
/// <param name="Resident">Bytes of memory.</param>
/// <param name="Threads">Alive.</param>
/// <param name="Channels">Open sockets, pipes and event descriptors.</param>
/// <param name="Files">Open files: assemblies among them, which are opened when first needed and stay.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long Resident, int Threads, int Channels, int Files)
{
    private const int TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <remarks>proc_pid_stat(5): fields 14, 15, 20 and 24; proc_pid_fd(5): a link to anything but a file has no path</remarks>
    public static ProcessUsage Of(int process)
    {
        var links = Directory.GetFileSystemEntries($"/proc/{process}/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>().ToList();
        var files = links.Count(target => target.StartsWith('/'));
        return LightlyOf(process) with { Channels = links.Count - files, Files = files };
    }

    /// <summary>Without counting descriptors, which takes long where there are thousands.</summary>
    public static ProcessUsage LightlyOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return new(TimeSpan.FromSeconds((Field(14) + Field(15)) / (double)TicksPerSecond), Field(24) * Environment.SystemPageSize, (int)Field(20), 0, 0);
    }

    /// <summary>Datagrams that found the receive buffer of one of these ports full, since the socket was opened.</summary>
    /// <remarks>The last column of /proc/net/udp</remarks>
    public static long Dropped(IReadOnlySet<int> ports)
    {
        var dropped = 0L;
        foreach (var line in File.ReadLines("/proc/self/net/udp").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (ports.Contains(int.Parse(fields[1].AsSpan(fields[1].IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            {
                dropped += long.Parse(fields[^1], CultureInfo.InvariantCulture);
            }
        }

        return dropped;
    }
}
