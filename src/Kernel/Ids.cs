using System.Text.Json;
using System.Text.Json.Serialization;

namespace StudyHub.Kernel;

/// <summary>A typed id: one Guid on the wire, one type in the code, so a room id never passes for a user id.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf Of(Guid value);
}

[JsonConverter(typeof(IdJson<UserId>))]
public readonly record struct UserId(Guid Value) : IId<UserId>
{
    public static UserId Of(Guid value) => new(value);
    public static UserId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static bool TryParse(string? s, IFormatProvider? _, out UserId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}

/// <summary>One sign-in on one browser.</summary>
[JsonConverter(typeof(IdJson<SessionId>))]
public readonly record struct SessionId(Guid Value) : IId<SessionId>
{
    public static SessionId Of(Guid value) => new(value);
    public static SessionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static bool TryParse(string? s, IFormatProvider? _, out SessionId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}

public static class IdText
{
    /// <summary>An id out of an address; where the text is none, one that nobody has: whoever looks it up finds nothing.</summary>
    public static TId Read<TId>(string? s) where TId : struct, IId<TId> => TryParse<TId>(s, out var id) ? id : TId.Of(Guid.Empty);

    public static bool TryParse<TId>(string? s, out TId id) where TId : struct, IId<TId>
    {
        var ok = Guid.TryParseExact(s, "D", out var value);
        id = TId.Of(value);
        return ok;
    }
}

public sealed class IdJson<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.Of(reader.GetGuid());

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IdText.TryParse<TId>(reader.GetString(), out var id) ? id : throw new JsonException();

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value.ToString());
}
