using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StudyHub.Features.Tests.Harness;

/// <summary>JSON Schema as the served document uses it (OpenAPI 3.1). A keyword it does not know is a fault: what is not checked would not be held.</summary>
public sealed class JsonSchema(JsonElement document)
{
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "$ref", "type", "format", "enum", "oneOf", "anyOf", "properties", "required", "additionalProperties", "items", "pattern", "description", "default",
        "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "title", "example", "examples", "deprecated",
    };

    /// <summary>What is wrong with a value; null where nothing is.</summary>
    public string? FaultOf(JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(schema);
        if (schema.EnumerateObject().FirstOrDefault(k => !s_known.Contains(k.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return $"{where}: nobody checks the keyword {unknown.Name}.";
        }

        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(keyword, out var options))
            {
                var fitting = options.EnumerateArray().Count(o => FaultOf(o, value, where) is null);
                return fitting == 1 || (fitting > 1 && keyword == "anyOf") ? null : $"{where}: {value} fits {fitting} of {options}";
            }
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)))
        {
            return $"{where}: {value} is not one of {allowed}";
        }

        return TypeFault(schema, value, where) ?? value.ValueKind switch
        {
            JsonValueKind.Object => ObjectFault(schema, value, where),
            JsonValueKind.Array => ArrayFault(schema, value, where),
            JsonValueKind.String => TextFault(schema, value.GetString()!, where),
            JsonValueKind.Number => NumberFault(schema, value, where),
            _ => null,
        };
    }

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(document, (node, name) => node.GetProperty(name));
        }

        return schema;
    }

    /// <summary>The types a schema names; none where it takes anything.</summary>
    public static string[] TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    private static string? TypeFault(JsonElement schema, JsonElement value, string where)
    {
        var types = TypesOf(schema);
        var actual = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "null",
        };
        return types.Length == 0 || types.Contains(actual) || (actual == "integer" && types.Contains("number")) ? null : $"{where}: {value} is not {string.Join(" or ", types)}";
    }

    private string? ObjectFault(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
        {
            return $"{where}: {missing} is missing in {value}";
        }

        schema.TryGetProperty("properties", out var properties);
        schema.TryGetProperty("additionalProperties", out var others);
        foreach (var property in value.EnumerateObject())
        {
            var rule = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var known) ? known : others;
            if (rule.ValueKind != JsonValueKind.Object)
            {
                return $"{where}: '{property.Name}' is not documented.";
            }

            if (FaultOf(rule, property.Value, $"{where}.{property.Name}") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? ArrayFault(JsonElement schema, JsonElement value, string where) => schema.TryGetProperty("items", out var items)
        ? value.EnumerateArray().Select((item, index) => FaultOf(items, item, $"{where}[{index}]")).FirstOrDefault(fault => fault is not null)
        : $"{where}: nothing says what is in this list.";

    private static string? TextFault(JsonElement schema, string text, string where)
    {
        var isSound = (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            null or "binary" or "password" => true,
            "uuid" => Guid.TryParseExact(text, "D", out _) && !text.Any(char.IsAsciiLetterUpper),
            "date-time" => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            "uri" => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _),
            _ => false,
        };
        return !isSound ? $"{where}: '{text}' is no {format}"
            : schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!) ? $"{where}: '{text}' is not {pattern}"
            : null;
    }

    private static string? NumberFault(JsonElement schema, JsonElement value, string where) =>
        (schema.TryGetProperty("format", out var format) && format.GetString() == "int32" && !value.TryGetInt32(out _))
        || (schema.TryGetProperty("minimum", out var least) && value.GetDouble() < least.GetDouble())
        || (schema.TryGetProperty("maximum", out var most) && value.GetDouble() > most.GetDouble())
            ? $"{where}: {value} is out of range"
            : null;
}
