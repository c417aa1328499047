using System.Text.Json.Serialization;

namespace StudyHub.Kernel;

/// <summary>Whom an open room or a listed group is for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    [JsonStringEnumMemberName("elementary")]
    Elementary,
    [JsonStringEnumMemberName("middle")]
    Middle,
    [JsonStringEnumMemberName("high")]
    High,
    [JsonStringEnumMemberName("university")]
    University,
    [JsonStringEnumMemberName("job-seekers")]
    JobSeekers,
}

public static class Channels
{
    /// <summary>Reads a filter or a field: no text means no channel.</summary>
    /// <returns>False where the text names no channel.</returns>
    public static bool TryRead(string? text, out Channel? channel)
    {
        channel = text switch
        {
            "elementary" => Channel.Elementary,
            "middle" => Channel.Middle,
            "high" => Channel.High,
            "university" => Channel.University,
            "job-seekers" => Channel.JobSeekers,
            _ => null,
        };
        return channel is not null || string.IsNullOrEmpty(text);
    }
}
