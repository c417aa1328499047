using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsCheck;

namespace StudyHub.Features.Tests.Harness;

/// <summary>What strangers send: every wrong thing for one field, bodies of the right fields and wrong values, anything at all.</summary>
public static class Junk
{
    /// <summary>JSON texts that hardly any field takes.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        "null", "true", "-1", "0", "1.5", "1e300", "99999999999999999999", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\r\\nb\"", "[]", "[null]", "[[[]]]", "{}",
        "{\"a\":{\"b\":[]}}", $"\"{new string('x', 20_000)}\"", $"\"{string.Concat(Enumerable.Repeat("👩‍💻", 300))}\"", Deep(20), Deep(40), "\"00000000-0000-0000-0000-000000000000\"", "\"' OR 1=1 --\"",
    ];

    private static readonly Gen<JsonNode?> s_leaf = Gen.OneOf<JsonNode?>(
        Gen.String[0, 40].Select(s => (JsonNode?)JsonValue.Create(s)),
        Gen.Long.Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Int[-3, 3].Select(n => (JsonNode?)JsonValue.Create(n)),
        Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
        Gen.Const((JsonNode?)null));

    public static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

    /// <summary>A body of the shape a type has, as the client would send it.</summary>
    public static JsonNode? Shaped(Type type, Guid roomId, JsonSerializerOptions options)
    {
        if (type == typeof(string))
        {
            return "aaaaaaaaaaaaaaaaaaaa";
        }

        if (type == typeof(bool))
        {
            return true;
        }

        if (type.IsEnum)
        {
            return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), type, options);
        }

        if (type.IsPrimitive)
        {
            return 1;
        }

        if (type == typeof(Guid) || type.Name.EndsWith("Id", StringComparison.Ordinal))
        {
            return roomId.ToString();
        }

        var shape = options.GetTypeInfo(type);
        return shape.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Enumerable
            ? new JsonArray(Shaped(shape.ElementType!, roomId, options))
            : new JsonObject(shape.Properties.Select(p => KeyValuePair.Create(p.Name, Shaped(Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType, roomId, options))));
    }

    /// <summary>The JSON text with one part, at whatever depth, replaced by each wrong value in turn.</summary>
    public static IEnumerable<string> Spoil(JsonNode? sound)
    {
        foreach (var value in Values)
        {
            foreach (var spoilt in Replace(sound, value))
            {
                yield return spoilt;
            }
        }
    }

    public static Gen<JsonNode?> Any(IReadOnlyList<string> names) => Gen.Recursive<JsonNode?>((depth, inner) => depth > 3
        ? s_leaf
        : Gen.OneOf(
            s_leaf,
            inner.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
            Gen.Select(Gen.Int[0, names.Count - 1].Select(i => names[i]), inner).Array[0, 5].Select(fields =>
                (JsonNode?)new JsonObject(fields.DistinctBy(f => f.Item1).Select(f => KeyValuePair.Create(f.Item1, f.Item2?.DeepClone()))))));

    private static IEnumerable<string> Replace(JsonNode? node, string value)
    {
        yield return value;
        if (node is JsonObject fields)
        {
            foreach (var (name, field) in fields)
            {
                foreach (var spoilt in Replace(field, value))
                {
                    yield return "{" + string.Join(',', fields.Select(f => $"{JsonSerializer.Serialize(f.Key)}:{(f.Key == name ? spoilt : f.Value?.ToJsonString() ?? "null")}")) + "}";
                }
            }
        }
        else if (node is JsonArray { Count: > 0 } items)
        {
            foreach (var spoilt in Replace(items[0], value))
            {
                yield return $"[{spoilt}]";
            }
        }
    }
}
