using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using StudyHub.Media;

namespace StudyHub.Server;

/// <summary>What the terminal shows once the server is ready: the address and what to do next (OPS-1).</summary>
internal static class Welcome
{
    /// <param name="app">The server, started.</param>
    /// <param name="took">Until it was ready.</param>
    /// <param name="adminLink">The way to the first admin, see <see cref="Accounts.Contracts.IFirstAdmin"/>; printed here and nowhere else.</param>
    public static string Text(WebApplication app, TimeSpan took, string? adminLink)
    {
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var addresses = listening.SelectMany(Expand).Distinct().OrderByDescending(a => a.Contains("//localhost", StringComparison.Ordinal)).ToList();
        var text = new StringBuilder();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"StudyHub is ready after {took.TotalSeconds:0.0} s.").AppendLine();
        foreach (var address in addresses)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {address}");
        }

        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"  Media:  udp and tcp {string.Join(", ", app.Services.GetRequiredService<MediaServer>().Announced)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Data:   {Path.GetFullPath(app.Configuration["Data:Directory"]!)}");
        if (app.Environment.IsDevelopment())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  Mail:   written to {Path.Combine(app.Configuration["Data:Directory"]!, "outbox")} and to this log");
        }

        var mail = app.Environment.IsDevelopment() ? " (the code is in the mail above)" : "";
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Open the first address, sign up{mail}, open a room, and invite a second browser.");
        if (adminLink is not null && addresses.Count > 0)
        {
            text.AppendLine().AppendLine("Nobody runs this StudyHub yet. Within 24 hours, whoever opens this link first becomes its admin:");
            text.AppendLine(CultureInfo.InvariantCulture, $"  {addresses[0]}{adminLink}").AppendLine();
        }

        if (!addresses.Exists(a => a.StartsWith("https://", StringComparison.Ordinal)))
        {
            text.AppendLine("Another machine or a phone needs https for camera and microphone: start with --https.");
        }

        return text.AppendLine("Stop with Ctrl+C.").ToString();
    }

    private static IEnumerable<string> Expand(string listening)
    {
        var address = BindingAddress.Parse(listening);
        if (address.Host is not ("*" or "+" or "[::]" or "0.0.0.0"))
        {
            return [$"{address.Scheme}://{(address.Host == "127.0.0.1" ? "localhost" : address.Host)}:{address.Port}"];
        }

        return Listening.LocalAddresses()
            .Select(a => a.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{a}]" : a.ToString())
            .Prepend("localhost")
            .Select(host => $"{address.Scheme}://{host}:{address.Port}");
    }
}
