using StudyHub.Kernel.Ports;

namespace StudyHub.Moderation.Reports;

/// <summary>Pictures kept with reports: whoever was reported may change theirs at once.</summary>
internal sealed class KeptPictures(IBlobs blobs)
{
    public const string ContentType = "image/webp";

    /// <returns>False where there is none any more.</returns>
    public async Task<bool> KeepAsync(Guid report, string? blob, CancellationToken ct)
    {
        if (blob is null || await blobs.OpenAsync(blob, ct) is not { } picture)
        {
            return false;
        }

        await using (picture)
        {
            await blobs.PutAsync(KeyOf(report), picture, ct);
        }

        return true;
    }

    public Task<Stream?> OpenAsync(Guid report, CancellationToken ct) => blobs.OpenAsync(KeyOf(report), ct);

    /// <summary>Before the rows go, so that a crash between the two is repeated rather than forgotten.</summary>
    public async Task ForgetAsync(IEnumerable<Guid> reports, CancellationToken ct)
    {
        foreach (var report in reports)
        {
            await blobs.DeleteAsync(KeyOf(report), ct);
        }
    }

    private static string KeyOf(Guid report) => $"reports/{report:N}";
}
