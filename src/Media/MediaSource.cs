using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudyHub.Media;

/// <summary>What a published track carries. On the wire: <c>microphone</c>, <c>camera</c>.</summary>
[JsonConverter(typeof(MediaSourceJson))]
public enum MediaSource
{
    Microphone,
    Camera,
}

/// <summary>A set of <see cref="MediaSource"/>.</summary>
[Flags]
[JsonConverter(typeof(MediaSourcesJson))]
public enum MediaSources
{
    None = 0,
    Microphone = 1,
    Camera = 2,
}

internal sealed class MediaSourceJson() : JsonStringEnumConverter<MediaSource>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

internal sealed class MediaSourcesJson() : JsonStringEnumConverter<MediaSources>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
