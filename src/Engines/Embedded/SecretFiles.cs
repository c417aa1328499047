using System.Collections.Concurrent;
using System.Security.Cryptography;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Embedded;

/// <summary>One file per secret in <c>secrets/</c>, readable by the owner of the process only.</summary>
internal sealed class SecretFiles(EmbeddedOptions options) : IServerSecrets
{
    private const int Bytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public byte[] Get(string name)
    {
        if (_known.TryGetValue(name, out var secret))
        {
            return secret;
        }

        lock (_gate)
        {
            return _known.GetOrAdd(name, ReadOrMake);
        }
    }

    private byte[] ReadOrMake(string name)
    {
        if (name.Length == 0 || name.Any(c => c is not ((>= 'a' and <= 'z') or '-')))
        {
            throw new ArgumentException("A secret's name has only a–z and -.", nameof(name));
        }

        var folder = MakeFolder(Path.Combine(options.DataDirectory, "secrets"));
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            Make(path);
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length == Bytes
            ? secret
            : throw new InvalidDataException($"The secret in {path} is damaged: restore it from a backup, or delete it to get a new one.");
    }

    private static string MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    /// <summary>Written aside, then named: a crash leaves no half secret, and who comes second keeps the first one's.</summary>
    private static void Make(string path)
    {
        var aside = path + ".new";
        File.Delete(aside);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, how))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: false);
    }
}
