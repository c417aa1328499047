using System.Security.Cryptography;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Embedded;

/// <summary>Blobs as files in <c>blobs/</c>: written aside, flushed, then named, so that a crash leaves no half blob under a key.</summary>
internal sealed class FileBlobs(EmbeddedOptions options) : IBlobs
{
    private const int LongestKey = 200;

    private readonly string _root = Path.Combine(options.DataDirectory, "blobs");

    public async Task<long> PutAsync(string key, Stream content, CancellationToken ct)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.new"; // No key has a dot.
        try
        {
            long length;
            await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, ct);
                length = file.Length;
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
            return length;
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // Then there is no such file either.
        }

        return Task.CompletedTask;
    }

    private string PathOf(string key)
    {
        var parts = key.Split('/');
        var isKey = key.Length <= LongestKey && Array.TrueForAll(parts, p => p.Length > 0 && p.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
        return isKey ? Path.Combine([_root, .. parts]) : throw new ArgumentException("A blob's key has parts of a–z, 0–9 and -, separated by /.", nameof(key));
    }
}
