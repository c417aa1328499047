using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Engines.Embedded;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

/// <summary>The promises of <see cref="IBlobs"/>.</summary>
public sealed class BlobsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("studyhub-blobs-").FullName;
    private readonly ServiceProvider _services;

    public BlobsTests() => _services = new ServiceCollection().AddEmbeddedEngine(new EmbeddedOptions(_folder)).BuildServiceProvider();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IBlobs Blobs => _services.GetRequiredService<IBlobs>();

    [Fact]
    public async Task What_was_put_is_read_replaced_and_deleted()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(300_000), RandomNumberGenerator.GetBytes(10));

        Assert.Equal(first.Length, await PutAsync("avatars/a1", first));
        Assert.Equal(first, await ReadAsync("avatars/a1"));
        await PutAsync("avatars/a1", second);
        Assert.Equal(second, await ReadAsync("avatars/a1"));
        await Blobs.DeleteAsync("avatars/a1", Ct);
        await Blobs.DeleteAsync("avatars/a1", Ct);
        await Blobs.DeleteAsync("nowhere/at-all", Ct);

        Assert.Null(await Blobs.OpenAsync("avatars/a1", Ct));
        Assert.Null(await Blobs.OpenAsync("nowhere/at-all", Ct));
    }

    [Fact]
    public async Task A_broken_upload_leaves_what_was_there_and_nothing_else()
    {
        await PutAsync("files/x", [1, 2, 3]);

        await Assert.ThrowsAsync<IOException>(() => Blobs.PutAsync("files/x", new BrokenStream(), Ct));
        await Assert.ThrowsAsync<IOException>(() => Blobs.PutAsync("files/y", new BrokenStream(), Ct));

        Assert.Equal([1, 2, 3], await ReadAsync("files/x"));
        Assert.Null(await Blobs.OpenAsync("files/y", Ct));
        Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Who_reads_is_not_disturbed_by_who_deletes()
    {
        await PutAsync("files/x", RandomNumberGenerator.GetBytes(100_000));
        await using var reading = (await Blobs.OpenAsync("files/x", Ct))!;

        await Blobs.DeleteAsync("files/x", Ct);

        using var read = new MemoryStream();
        await reading.CopyToAsync(read, Ct);
        Assert.Equal(100_000, read.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../studyhub.db")]
    [InlineData("a//b")]
    [InlineData("/etc/passwd")]
    [InlineData("A")]
    [InlineData("a.new")]
    [InlineData("a\\b")]
    public async Task What_is_no_key_never_becomes_a_path(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, [1]));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenAsync(key, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(key, Ct));
    }

    public void Dispose()
    {
        _services.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<long> PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await Blobs.PutAsync(key, stream, Ct);
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = (await Blobs.OpenAsync(key, Ct))!;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Ct);
        return read.ToArray();
    }

    /// <summary>Gives a little and breaks.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private bool _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given)
            {
                throw new IOException("The line is cut.");
            }

            _given = true;
            return ValueTask.FromResult(Math.Min(1_000, buffer.Length));
        }
    }
}
