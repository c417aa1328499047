using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Groups.Contracts;

/// <summary>A study group. Its one room has the same value as its id (GRP-13).</summary>
[JsonConverter(typeof(IdJson<GroupId>))]
public readonly record struct GroupId(Guid Value) : IId<GroupId>
{
    public static GroupId Of(Guid value) => new(value);
    public static GroupId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
    public static bool TryParse(string? s, IFormatProvider? _, out GroupId id) => IdText.TryParse(s, out id);
    public override string ToString() => Value.ToString();
}
