namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. Reads pictures from strangers, within bounds of size, memory and concurrency, and writes them anew.</summary>
public interface IPictures
{
    /// <summary>The middle of a picture as a square, upright, without any metadata.</summary>
    /// <param name="content">JPEG, PNG or WebP; whatever a stranger sent.</param>
    /// <param name="side">Pixels.</param>
    /// <param name="ct">Cancels the waiting for a turn.</param>
    /// <returns>WebP; <c>picture.invalid</c> for what cannot be read or is too large, <c>picture.busy</c> where no turn came.</returns>
    Task<Result<byte[]>> SquareAsync(byte[] content, int side, CancellationToken ct);
}
