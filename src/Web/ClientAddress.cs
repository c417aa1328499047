using System.Net;
using Microsoft.AspNetCore.Http;

namespace StudyHub.Web;

/// <summary>The network address that limits are counted by.</summary>
public static class ClientAddress
{
    /// <summary>An IPv4 address, or an IPv6 prefix of 64 bits: one household or classroom.</summary>
    public static string Of(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? $"{Convert.ToHexString(address.GetAddressBytes(), 0, 8)}/64"
            : address.ToString();
    }
}
