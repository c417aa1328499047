using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Profiles;

/// <summary>Nothing speaks of a blob any more. Told in the transaction that dropped its key, so that no crash leaves it lying.</summary>
internal sealed record BlobUnused(string Blob) : IDomainEvent
{
    public static string Type => "accounts.blob_unused";

    public string Key => Blob;
}

internal sealed class DeleteUnusedBlob(IBlobs blobs) : IHandle<BlobUnused>
{
    public Task HandleAsync(BlobUnused domainEvent, CancellationToken ct) => blobs.DeleteAsync(domainEvent.Blob, ct);
}
