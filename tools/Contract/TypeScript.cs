using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StudyHub.Contract;

/// <summary>JSON Schema (as OpenAPI 3.1 and System.Text.Json's exporter write it) to TypeScript.</summary>
internal static class TypeScript
{
    public const string Header = "// Generated from the server; do not edit. Run ./studyhub contract.\n";

    public static string Declare(string name, JsonNode schema)
    {
        var comment = Comment(schema, "");
        return IsPlainObject(schema)
            ? $"{comment}export interface {name} {Body(schema.AsObject(), "")}\n"
            : $"{comment}export type {name} = {Type(schema, "")};\n";
    }

    public static string Type(JsonNode? schema, string indent)
    {
        if (schema is not JsonObject rules)
        {
            return "unknown";
        }

        if (rules["$ref"] is { } reference)
        {
            return reference.GetValue<string>().Split('/')[^1] is var name && name == "ProblemDetails" ? "Problem" : name;
        }

        if (rules["const"] is { } only)
        {
            return only.ToJsonString();
        }

        if (rules["enum"] is JsonArray values)
        {
            return string.Join(" | ", values.Select(v => v?.ToJsonString() ?? "null"));
        }

        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray options)
        {
            return string.Join(" | ", options.Select(o => Type(o, indent)).OrderBy(t => t == "null"));
        }

        return rules["type"] switch
        {
            JsonArray types => string.Join(" | ", types.Select(t => Named(t!.GetValue<string>(), rules, indent)).OrderBy(t => t == "null")),
            JsonValue type => Named(type.GetValue<string>(), rules, indent),
            _ => rules["properties"] is null ? "unknown" : Body(rules, indent),
        };
    }

    private static string Named(string type, JsonObject rules, string indent) => type switch
    {
        "integer" or "number" => "number",
        "array" => Type(rules["items"], indent) is var item && item.Contains(' ', StringComparison.Ordinal) ? $"({item})[]" : $"{item}[]",
        "object" => Body(rules, indent),
        _ => type,
    };

    private static bool IsPlainObject(JsonNode schema) => schema is JsonObject rules && rules["properties"] is not null && rules["anyOf"] is null;

    private static string Body(JsonObject rules, string indent)
    {
        if (rules["properties"] is not JsonObject properties)
        {
            return rules["additionalProperties"] is JsonObject values ? $"Record<string, {Type(values, indent)}>" : "Record<string, never>";
        }

        var required = (rules["required"]?.AsArray() ?? []).Select(n => n!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder("{\n");
        foreach (var (name, schema) in properties)
        {
            var optional = required.Contains(name) || name == "$type" ? "" : "?";
            text.Append(Comment(schema, indent + "  "))
                .Append(CultureInfo.InvariantCulture, $"{indent}  {name}{optional}: {Type(schema, indent + "  ")};\n");
        }

        return text.Append(indent).Append('}').ToString();
    }

    private static string Comment(JsonNode? schema, string indent) =>
        schema is JsonObject rules && rules["description"] is { } text ? $"{indent}/** {text.GetValue<string>().ReplaceLineEndings(" ")} */\n" : "";
}

/// <summary>The file of REST types.</summary>
internal static class HttpTypes
{
    public static string Write(JsonObject schemas)
    {
        var text = new StringBuilder(TypeScript.Header);
        foreach (var (name, schema) in schemas.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(TypeScript.Declare(name == "ProblemDetails" ? "Problem" : name, schema!));
        }

        return text.ToString();
    }
}

/// <summary>The file of live types: commands, events and what they carry.</summary>
internal static class LiveTypes
{
    public static string Write(LiveSchemas live, JsonObject httpSchemas)
    {
        var text = new StringBuilder();
        text.Append("\n/** The answer to a command: exactly one of value and error is set. */\n");
        text.Append("export type Reply<T> = { value: T; error: null } | { value: null; error: Refusal };\n");
        text.Append("\n/** The commands of a client. */\nexport interface LiveCalls {\n");
        foreach (var (name, request, reply) in live.Commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{name}\": {{ request: {request}; reply: {reply} }};\n");
        }

        text.Append("}\n\n/** The events of the server. */\nexport interface LiveEvents {\n");
        foreach (var (name, body) in live.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{name}\": {body};\n");
        }

        text.Append("}\n");
        foreach (var (name, schema) in live.Types.Where(t => !httpSchemas.ContainsKey(t.Key)).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(TypeScript.Declare(name, schema));
        }

        var types = text.ToString();
        var shared = live.Types.Keys.Where(httpSchemas.ContainsKey).Where(name => Regex.IsMatch(types, $@"\b{name}\b")).Order(StringComparer.Ordinal);
        return $"{TypeScript.Header}import type {{ {string.Join(", ", shared)} }} from \"./http\";\n{types}";
    }
}
