using System.Security.Cryptography;
using System.Text;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts;

/// <summary>Seals what must be read again by this server and by nobody who only holds a copy of the database: AES-256-GCM, NIST SP 800-38D.</summary>
internal sealed class SecretBox(IServerSecrets secrets)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <param name="purpose">Names the server's secret; what was sealed for one purpose opens for no other.</param>
    /// <param name="owner">Bound to the content: what was sealed for one owner opens for no other.</param>
    /// <param name="content">What to seal.</param>
    /// <returns>Nonce, tag, ciphertext: 28 bytes longer than the content.</returns>
    public byte[] Seal(string purpose, string owner, ReadOnlySpan<byte> content)
    {
        var box = new byte[NonceBytes + TagBytes + content.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(secrets.Get(purpose), TagBytes);
        aes.Encrypt(nonce, content, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return box;
    }

    /// <returns>Null where it was not sealed here for this purpose and owner.</returns>
    public byte[]? Open(string purpose, string owner, byte[] box)
    {
        if (box.Length < NonceBytes + TagBytes)
        {
            return null;
        }

        var content = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(secrets.Get(purpose), TagBytes);
        try
        {
            aes.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), content, Encoding.UTF8.GetBytes(owner));
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
