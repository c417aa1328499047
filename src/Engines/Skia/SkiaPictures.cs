using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Skia;

public static class SkiaEngine
{
    public static IServiceCollection AddSkiaPictures(this IServiceCollection services) => services.AddSingleton<IPictures, SkiaPictures>();
}

/// <summary>
/// Pictures by Skia, one at a time: a small file can unpack to a large picture, and media on the same machine needs the memory and the
/// cores. The size is read before anything is unpacked; JPEG and WebP are unpacked already scaled down.
/// </summary>
internal sealed class SkiaPictures : IPictures, IDisposable
{
    /// <summary>Four bytes each: the most that a decode holds at once is 144 MB, and only for a picture that cannot be scaled while it is read.</summary>
    public const long MostPixels = 36_000_000;

    private const int LongestSide = 16_384;
    private const int Quality = 85;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly Error s_invalid = Error.Invalid("picture.invalid", "This is no JPEG, PNG or WebP picture of a decent size.");
    private static readonly Error s_busy = new(ErrorKind.Unavailable, "picture.busy", "Too many pictures are being read. Try again in a moment.");

    private readonly SemaphoreSlim _turns = new(1);

    public async Task<Result<byte[]>> SquareAsync(byte[] content, int side, CancellationToken ct)
    {
        if (!await _turns.WaitAsync(s_patience, ct))
        {
            return s_busy;
        }

        try
        {
            return await Task.Run(() => Square(content, side), CancellationToken.None) is { } square ? square : s_invalid;
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static byte[]? Square(byte[] content, int side)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec?.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
        {
            return null;
        }

        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide || (long)width * height > MostPixels)
        {
            return null;
        }

        // Twice the wanted size, so that the last step scales down and stays sharp.
        var size = codec.GetScaledDimensions(Math.Min(1f, 2f * side / Math.Min(width, height)));
        using var picture = new SKBitmap();
        if (!picture.TryAllocPixels(new(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()))
            || codec.GetPixels(picture.Info, picture.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }

        return Draw(picture, codec.EncodedOrigin, side);
    }

    private static byte[]? Draw(SKBitmap picture, SKEncodedOrigin origin, int side)
    {
        using var surface = SKSurface.Create(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        if (surface is null)
        {
            return null;
        }

        var canvas = surface.Canvas;
        var (degrees, mirrored) = Upright(origin);
        canvas.Clear(SKColors.Transparent);
        canvas.Translate(side / 2f, side / 2f);
        canvas.RotateDegrees(degrees);
        canvas.Scale(mirrored ? -1 : 1, 1);

        var edge = Math.Min(picture.Width, picture.Height);
        var (left, top) = ((picture.Width - edge) / 2f, (picture.Height - edge) / 2f);
        using var image = SKImage.FromBitmap(picture);
        canvas.DrawImage(
            image,
            SKRect.Create(left, top, edge, edge),
            SKRect.Create(-side / 2f, -side / 2f, side, side),
            new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));

        using var snapshot = surface.Snapshot();
        using var encoded = snapshot.Encode(SKEncodedImageFormat.Webp, Quality);
        return encoded?.ToArray();
    }

    /// <summary>How a picture is turned before it is shown: first mirrored, then rotated clockwise (Exif 2.32, tag 0x0112).</summary>
    private static (int Degrees, bool Mirrored) Upright(SKEncodedOrigin origin) => origin switch
    {
        SKEncodedOrigin.TopRight => (0, true),
        SKEncodedOrigin.BottomRight => (180, false),
        SKEncodedOrigin.BottomLeft => (180, true),
        SKEncodedOrigin.LeftTop => (270, true),
        SKEncodedOrigin.RightTop => (90, false),
        SKEncodedOrigin.RightBottom => (90, true),
        SKEncodedOrigin.LeftBottom => (270, false),
        _ => (0, false),
    };
}
