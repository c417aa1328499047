using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Meetings;

/// <summary>One user's right to be in one room. A new one for each unbroken stay.</summary>
[JsonConverter(typeof(IdJson<SeatId>))]
internal readonly record struct SeatId(Guid Value) : IId<SeatId>
{
    public static SeatId Of(Guid value) => new(value);
    public static SeatId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static bool TryParse(string? s, IFormatProvider? _, out SeatId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}
