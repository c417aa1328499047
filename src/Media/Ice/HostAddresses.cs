using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace StudyHub.Media.Ice;

/// <summary>Decides which addresses candidates name.</summary>
internal static class HostAddresses
{
    private const int Most = 16;

    /// <summary>
    /// What one worker announces, best first.
    /// </summary>
    /// <param name="options">Names the addresses, or leaves finding them to us.</param>
    /// <param name="port">The port the worker listens on.</param>
    /// <exception cref="ArgumentException">An announced address cannot be read, or has a port although there are several workers.</exception>
    public static IReadOnlyList<IPEndPoint> ToAnnounce(MediaOptions options, int port)
    {
        if (options.Announce.Count > 0)
        {
            return [.. options.Announce.Select(text => Parse(text, port, options.Workers))];
        }

        if (!options.Bind.Equals(IPAddress.Any) && !options.Bind.Equals(IPAddress.IPv6Any))
        {
            return [new(options.Bind, port)];
        }

        var withIPv6 = options.Bind.Equals(IPAddress.IPv6Any);
        return
        [
            .. InOrder(NetworkInterface.GetAllNetworkInterfaces()
                .Where(nic => nic.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => IsUsable(address, withIPv6)))
                .Take(Most)
                .Select(address => new IPEndPoint(address, port)),
        ];
    }

    /// <summary>IPv6 and IPv4 by turns. Loopback comes last: a browser that has any other way shall take it.</summary>
    /// <remarks>RFC 8421 §4</remarks>
    public static IEnumerable<IPAddress> InOrder(IEnumerable<IPAddress> addresses) => addresses
        .Distinct()
        .GroupBy(address => (address.AddressFamily, IsLoopback: IPAddress.IsLoopback(address)))
        .SelectMany(group => group.Select((address, place) => (Address: address, Place: place, group.Key)))
        .OrderBy(found => found.Key.IsLoopback)
        .ThenBy(found => found.Place)
        .ThenBy(found => found.Key.AddressFamily == AddressFamily.InterNetwork)
        .Select(found => found.Address);

    private static bool IsUsable(IPAddress address, bool withIPv6) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => true,
        AddressFamily.InterNetworkV6 => withIPv6 && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast,
        _ => false,
    };

    private static IPEndPoint Parse(string text, int port, int workers)
    {
        // An address in brackets is read by IPAddress too, which silently drops the port behind it.
        if (!text.StartsWith('[') && IPAddress.TryParse(text, out var address))
        {
            return new(address, port);
        }

        if (!IPEndPoint.TryParse(text, out var endPoint) || endPoint.Port == 0)
        {
            throw new ArgumentException($"Cannot announce \"{text}\" for media: give an IP address, with a port only where it differs.");
        }

        return workers == 1
            ? endPoint
            : throw new ArgumentException($"Cannot announce \"{text}\" for media: a port can be named only with one media worker, not {workers}.");
    }
}
