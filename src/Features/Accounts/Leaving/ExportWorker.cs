using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web;

namespace StudyHub.Accounts.Leaving;

/// <summary>Makes exports, one after the other: what was asked for lies in the database, so a restart forgets none (ACC-21).</summary>
internal sealed partial class ExportWorker(
    IServiceScopeFactory scopes, IDatabase database, IBlobs blobs, TimeProvider clock, ILogger<ExportWorker> logger) : BackgroundService
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    private readonly WakeSignal _wake = new();

    public void Wake() => _wake.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Wake(); // The first look is at once.
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var timer = clock.CreateTimer(_ => Wake(), null, s_rest, Timeout.InfiniteTimeSpan);
                await _wake.WaitAsync(stoppingToken);
                while (await NextAsync(stoppingToken) is { } export)
                {
                    await MakeAsync(export, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
            }
        }
    }

    private async Task<Export?> NextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDb>().Exports.AsNoTracking()
            .Where(e => e.ReadyAt == null).OrderBy(e => e.RequestedAt).FirstOrDefaultAsync(ct);
    }

    private async Task MakeAsync(Export export, CancellationToken ct)
    {
        await using var file = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var scope = scopes.CreateAsyncScope();
            foreach (var contributor in scope.ServiceProvider.GetServices<IExportContributor>())
            {
                await contributor.WriteAsync(export.UserId, new Folder(archive, contributor.Name), ct);
            }
        }

        file.Position = 0;
        var bytes = await blobs.PutAsync(export.Blob, file, ct);
        var now = clock.GetUtcNow();
        var kept = await database.WriteAsync(
            unit => unit.Db<AccountsDb>().Exports.Where(e => e.UserId == export.UserId && e.Blob == export.Blob).ExecuteUpdateAsync(set => set
                .SetProperty(e => e.ReadyAt, now).SetProperty(e => e.ExpiresAt, now + Export.Life).SetProperty(e => e.Bytes, bytes)),
            ct);
        if (kept == 0)
        {
            await blobs.DeleteAsync(export.Blob, ct); // The account was erased meanwhile.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An export could not be made; it will be tried again in a minute")]
    private partial void LogFailed(Exception e);

    private sealed class Folder(ZipArchive archive, string name) : IExportFolder
    {
        /// <summary>For people's eyes: indented, and Hangul stays Hangul.</summary>
        private static readonly JsonSerializerOptions s_json = new(Json.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        public async Task AddJsonAsync<T>(string fileName, T content, CancellationToken ct)
        {
            await using var entry = await archive.CreateEntry($"{name}/{fileName}.json").OpenAsync(ct);
            await JsonSerializer.SerializeAsync(entry, content, s_json, ct);
        }

        public async Task AddFileAsync(string fileName, Stream content, CancellationToken ct)
        {
            await using var entry = await archive.CreateEntry($"{name}/{fileName}", CompressionLevel.NoCompression).OpenAsync(ct);
            await content.CopyToAsync(entry, ct);
        }
    }
}
