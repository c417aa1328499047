namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. Keeps files under opaque keys; who may read one is decided by whoever knows its key.</summary>
public interface IBlobs
{
    /// <summary>Stores the content whole or not at all, in place of what was there.</summary>
    /// <param name="key">Parts of <c>a–z 0–9 -</c>, separated by <c>/</c>; at most 200 characters.</param>
    /// <param name="content">Read to its end, not disposed.</param>
    /// <param name="ct">Cancels; nothing is left behind.</param>
    /// <returns>The length in bytes.</returns>
    Task<long> PutAsync(string key, Stream content, CancellationToken ct);

    /// <returns>The content, to be disposed by the caller; null where there is none.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    /// <summary>Deleting what is not there changes nothing.</summary>
    Task DeleteAsync(string key, CancellationToken ct);
}
