using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudyHub.Media;

/// <summary>What a published track carries. On the wire: <c>microphone</c>, <c>camera</c>, <c>screen</c>, <c>screenSound</c>.</summary>
[JsonConverter(typeof(MediaSourceJson))]
public enum MediaSource
{
    Microphone,
    Camera,

    /// <summary>The picture of a shared screen, window or tab.</summary>
    Screen,

    /// <summary>The sound that a browser captures with a screen, window or tab.</summary>
    ScreenSound,
}

/// <summary>A set of <see cref="MediaSource"/>.</summary>
[Flags]
[JsonConverter(typeof(MediaSourcesJson))]
public enum MediaSources
{
    None = 0,
    Microphone = 1,
    Camera = 2,
    Screen = 4,
    ScreenSound = 8,
}

internal static class MediaSourceExtensions
{
    public static bool IsVideo(this MediaSource source) => source is MediaSource.Camera or MediaSource.Screen;

    public static bool Has(this MediaSources sources, MediaSource source) => ((int)sources & (1 << (int)source)) != 0;
}

internal sealed class MediaSourceJson() : JsonStringEnumConverter<MediaSource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class MediaSourcesJson() : JsonStringEnumConverter<MediaSources>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
