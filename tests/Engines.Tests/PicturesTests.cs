using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using StudyHub.Engines.Skia;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

/// <summary>The promises of <see cref="IPictures"/>.</summary>
public sealed class PicturesTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSkiaPictures().BuildServiceProvider();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IPictures Pictures => _services.GetRequiredService<IPictures>();

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, 1600, 900)]
    [InlineData(SKEncodedImageFormat.Png, 300, 900)]
    [InlineData(SKEncodedImageFormat.Webp, 40, 40)]
    [InlineData(SKEncodedImageFormat.Jpeg, 1, 1)]
    public async Task The_middle_of_every_picture_becomes_a_square(SKEncodedImageFormat format, int width, int height)
    {
        var square = await SquareAsync(Draw(format, width, height));

        using var result = SKBitmap.Decode(square);
        Assert.Equal((64, 64), (result.Width, result.Height));
        Assert.True(result.GetPixel(16, 32).Red > 150, "left is red");
        Assert.True(width < 4 || result.GetPixel(48, 32).Blue > 150, "right is blue");
    }

    /// <summary>Exif 2.32: a picture whose camera was turned by 90° is stored lying, and shown upright.</summary>
    [Fact]
    public async Task A_turned_picture_is_shown_upright_and_says_nothing_of_its_camera()
    {
        var turned = WithExif(Draw(SKEncodedImageFormat.Jpeg, 400, 400), orientation: 6);

        var square = await SquareAsync(turned);

        using var result = SKBitmap.Decode(square);
        Assert.True(result.GetPixel(32, 16).Red > 150, "what was left is on top");
        Assert.True(result.GetPixel(32, 48).Blue > 150, "what was right is below");
        Assert.Equal(-1, square.AsSpan().IndexOf("Exif"u8));
        Assert.Equal(-1, square.AsSpan().IndexOf("secret camera"u8));
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_whatever_it_is()
    {
        const int seed = 20_261_122;
#pragma warning disable RS0030 // Noise for a test, the same each time: nobody must not guess it.
        var random = new Random(seed);
#pragma warning restore RS0030
        byte[][] honest = [Draw(SKEncodedImageFormat.Jpeg, 90, 60), Draw(SKEncodedImageFormat.Png, 90, 60), Draw(SKEncodedImageFormat.Webp, 90, 60)];
        for (var round = 0; round < 300; round++)
        {
            var broken = (byte[])honest[round % honest.Length].Clone();
            for (var i = 0; i < 1 + (round % 7); i++)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            var cut = broken[..random.Next(broken.Length)];
            foreach (var content in (byte[][])[broken, cut])
            {
                var result = await Pictures.SquareAsync(content, 64, Ct);
                if (result.IsOk(out var square, out var error))
                {
                    using var decoded = SKBitmap.Decode(square);
                    Assert.True(decoded is { Width: 64, Height: 64 }, $"seed {seed}, round {round}");
                }
                else
                {
                    Assert.True(error.Code == "picture.invalid", $"seed {seed}, round {round}: {error.Code}");
                }
            }
        }
    }

    public void Dispose() => _services.Dispose();

    private async Task<byte[]> SquareAsync(byte[] content) =>
        (await Pictures.SquareAsync(content, 64, Ct)).IsOk(out var square, out var error) ? square : throw new InvalidOperationException(error.Code);

    /// <summary>Red on the left, blue on the right.</summary>
    private static byte[] Draw(SKEncodedImageFormat format, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var blue = new SKPaint { Color = SKColors.Blue };
        canvas.Clear(SKColors.Red);
        canvas.DrawRect(SKRect.Create((width + 1) / 2, 0, width, height), blue);
        canvas.Flush();
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Puts an Exif segment with an orientation and a camera's name behind the start of a JPEG.</summary>
    private static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] tiff =
        [
            .. "II"u8, 42, 0, 8, 0, 0, 0, // Little endian, first directory at 8.
            2, 0, // Two entries.
            0x10, 0x01, 2, 0, 14, 0, 0, 0, 38, 0, 0, 0, // Model: 14 characters at 38.
            0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, // Orientation.
            0, 0, 0, 0, // No further directory.
            .. "secret camera\0"u8,
        ];
        var length = 2 + 6 + tiff.Length;
        return [.. jpeg[..2], 0xff, 0xe1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }
}
