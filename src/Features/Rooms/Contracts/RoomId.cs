using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Rooms.Contracts;

[JsonConverter(typeof(IdJson<RoomId>))]
public readonly record struct RoomId(Guid Value) : IId<RoomId>
{
    public static RoomId Of(Guid value) => new(value);
    public static RoomId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static bool TryParse(string? s, IFormatProvider? _, out RoomId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}
