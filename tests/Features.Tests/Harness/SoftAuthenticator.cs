using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StudyHub.Features.Tests.Harness;

/// <summary>An authenticator with one passkey, and the browser before it: answers the ceremonies of WebAuthn (§7) with ES256.</summary>
internal sealed class SoftAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _credentialId = RandomNumberGenerator.GetBytes(32);
    private string _userHandle = "";
    private uint _count;

    /// <summary>Whether the owner unlocks it (user verification).</summary>
    public bool Unlocked { get; set; } = true;

    /// <summary>The page it believes to be on, if not the server's own.</summary>
    public string? Origin { get; set; }

    /// <summary>Sends what belongs to one ceremony; as every browser does, with an <c>Origin</c>.</summary>
    public static async Task<JsonElement> PostAsync(Browser browser, string path, object? body, HttpStatusCode expected)
    {
        using var content = body is null ? null : new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        var (status, json, _) = await browser.SendRawAsync(HttpMethod.Post, path, content, ("Origin", OriginOf(browser)));
        Assert.True(status == expected, $"{path}: {(int)status} instead of {(int)expected}: {json}");
        return json;
    }

    /// <summary>Makes the passkey.</summary>
    /// <returns>The credential, as JSON text.</returns>
    public string Register(JsonElement ceremony, Browser browser)
    {
        var options = Options(ceremony);
        _userHandle = options.GetProperty("user").GetProperty("id").GetString()!;
        var client = ClientData("webauthn.create", options, browser);
        byte[] authenticator =
        [
            .. AuthenticatorData(options.GetProperty("rp").GetProperty("id").GetString()!, attested: true),
            .. new byte[16], 0, (byte)_credentialId.Length, .. _credentialId, .. CoseKey(),
        ];
        byte[] attestation =
        [
            0xa3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xa0, 0x68, .. "authData"u8, 0x59, (byte)(authenticator.Length >> 8), (byte)authenticator.Length,
            .. authenticator,
        ];
        return Credential(new { clientDataJSON = Text(client), attestationObject = Text(attestation), transports = (string[])["internal"] });
    }

    /// <summary>Signs the challenge.</summary>
    /// <returns>The credential, as JSON text.</returns>
    public string Sign(JsonElement ceremony, Browser browser)
    {
        var options = Options(ceremony);
        _count++;
        var client = ClientData("webauthn.get", options, browser);
        var authenticator = AuthenticatorData(options.GetProperty("rpId").GetString()!, attested: false);
        var signature = _key.SignData([.. authenticator, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new { clientDataJSON = Text(client), authenticatorData = Text(authenticator), signature = Text(signature), userHandle = _userHandle });
    }

    public void Dispose() => _key.Dispose();

    private static string OriginOf(Browser browser) => browser.App.Address.GetLeftPart(UriPartial.Authority);

    private static JsonElement Options(JsonElement ceremony) => JsonDocument.Parse(ceremony.GetProperty("options").GetString()!).RootElement;

    private static string Text(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private byte[] ClientData(string type, JsonElement options, Browser browser) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = options.GetProperty("challenge").GetString(),
        origin = Origin ?? OriginOf(browser),
        crossOrigin = false,
    });

    private byte[] AuthenticatorData(string domain, bool attested)
    {
        var data = new byte[37];
        SHA256.HashData(Encoding.UTF8.GetBytes(domain)).CopyTo(data, 0);
        data[32] = (byte)(0x01 | (Unlocked ? 0x04 : 0) | (attested ? 0x40 : 0));
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), _count);
        return data;
    }

    private byte[] CoseKey()
    {
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        return [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. q.X!, 0x22, 0x58, 0x20, .. q.Y!];
    }

    private string Credential(object response) => JsonSerializer.Serialize(new
    {
        id = Text(_credentialId),
        rawId = Text(_credentialId),
        type = "public-key",
        clientExtensionResults = new { },
        response,
    });
}
