using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using StudyHub.Kernel;

namespace StudyHub.Meetings.Signaling;

/// <summary>
/// Credentials for the operator's relays (TURN) that belong to one user and end by themselves (MEET-26). The relay checks them with
/// the secret it shares with us and need not ask anybody.
/// </summary>
/// <remarks>draft-uberti-behave-turn-rest-00; coturn's <c>use-auth-secret</c></remarks>
internal sealed class Relays(RelayOptions options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>What a user's browser needs to use them from now on; empty where there are none.</summary>
    public IReadOnlyList<IceServer> For(UserId user)
    {
        if (options.Urls.Count == 0)
        {
            return [];
        }

        var username = $"{clock.GetUtcNow().Add(Lifetime).ToUnixTimeSeconds()}:{user}";
#pragma warning disable CA5350 // HMAC-SHA1 is what relays expect.
        var mac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(options.Secret), Encoding.UTF8.GetBytes(username));
#pragma warning restore CA5350
        return [new(options.Urls, username, Convert.ToBase64String(mac))];
    }
}

/// <param name="Urls">Addresses like <c>turn:relay.example.org:3478?transport=udp</c>.</param>
/// <param name="Secret">Shared with all of them.</param>
internal sealed record RelayOptions(IReadOnlyList<string> Urls, string Secret)
{
    /// <exception cref="SettingsException">An address is none of a relay, or one of the two settings is missing.</exception>
    public static RelayOptions Read(IConfiguration configuration)
    {
        var urls = (configuration["Media:Relays"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var secret = configuration["Media:RelaySecret"] ?? "";
        foreach (var url in urls)
        {
            if (!url.StartsWith("turn:", StringComparison.Ordinal) && !url.StartsWith("turns:", StringComparison.Ordinal))
            {
                throw new SettingsException($"'Media:Relays' lists addresses like turn:relay.example.org:3478; '{url}' is none.");
            }
        }

        return urls.Length > 0 == secret.Length > 0
            ? new(urls, secret)
            : throw new SettingsException("'Media:Relays' and 'Media:RelaySecret' need each other.");
    }
}
