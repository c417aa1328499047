using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Requests made from the served OpenAPI document: sound, with one thing wrong, hostile; always the same for a seed.</summary>
/// <param name="contract">The document.</param>
/// <param name="random">Seeded.</param>
/// <param name="known">Ids and names that exist and fit a parameter or field of that name.</param>
public sealed class RequestForge(OpenApiContract contract, Random random, Func<string, IEnumerable<string>> known)
{
    private static readonly string[] s_hostileTexts =
    [
        "", " ", "\0", "\u202e", "../../etc/passwd", "' OR 1=1 --", "<script>alert(1)</script>", "%00", "%", "\ud800", "👩‍💻👩‍💻", "ﷺ", "a\r\nb", "\u2028", "İ", "ß", "NaN", "null", "true",
        "-1", "99999999999999999999", "1e309", "0x10", "2026-02-30T25:61:61Z", "00000000-0000-0000-0000-000000000000", new('x', 5_000), new('가', 2_001), string.Concat(Enumerable.Repeat("e\u0301", 500)),
    ];

    private readonly List<(HttpMethod Method, string Path, JsonElement Operation)> _operations =
        [.. from path in contract.Document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select (new HttpMethod(operation.Name.ToUpperInvariant()), path.Name, operation.Value)];

    public int Operations => _operations.Count;

    /// <param name="Path">From the root, with its query.</param>
    /// <param name="Template">Where in the document it came from.</param>
    /// <param name="Body">Null: none.</param>
    /// <param name="Key">Value of <c>Idempotency-Key</c>; null: none.</param>
    public sealed record Forged(HttpMethod Method, string Path, string Template, string? Body, string? ContentType, string? Key)
    {
        public override string ToString() => $"{Method} {(Path.Length > 400 ? Path[..400] + "…" : Path)} {ContentType} {Key} {(Body is { Length: > 400 } ? Body[..400] + "…" : Body)}";
    }

    /// <param name="index">Of the operation.</param>
    public Forged Next(int index)
    {
        var (method, template, operation) = _operations[index % _operations.Count];
        var query = new List<string>();
        var path = template;
        string? key = null;
        foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString()!;
            switch (parameter.GetProperty("in").GetString())
            {
                case "path":
                    path = Regex.Replace(path, $@"\{{{name}[^}}]*\}}", Uri.EscapeDataString(PathText(name, parameter.GetProperty("schema"))));
                    break;
                case "query" when random.Next(3) > 0:
                    query.Add($"{name}={Uri.EscapeDataString(Sound(Text(name, parameter.GetProperty("schema"))))}");
                    break;
                case "header" when name == "Idempotency-Key" && random.Next(4) == 0:
                    key = random.Next(4) == 0 ? "short" : $"key-{random.Next(3)}-for-a-create";
                    break;
            }
        }

        var (body, type) = operation.TryGetProperty("requestBody", out var wanted) ? Body(wanted.GetProperty("content")) : (null, null);
        return new(method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", template, body, type, key);
    }

    private (string? Body, string? ContentType) Body(JsonElement content)
    {
        var (type, media) = content.EnumerateObject().Select(c => (c.Name, c.Value)).First();
        if (type != "application/json")
        {
            return (random.Next(2) == 0 ? "" : new string('\u0089', random.Next(1, 200)), type);
        }

        var body = Value("", contract.Resolve(media.GetProperty("schema")), 0);
        return random.Next(12) switch
        {
            0 => (Junk.Values[random.Next(Junk.Values.Count)], type),
            1 => (body[..random.Next(body.Length)], type),
            2 => (body, random.Next(2) == 0 ? "text/plain" : "application/json; charset=utf-16"),
            3 => (null, null),
            _ => (body, type),
        };
    }

    private string PathText(string name, JsonElement schema)
    {
        var text = Sound(Text(name, schema));
        return text is "" or "." or ".." ? "x" : text; // Else it would be another address.
    }

    /// <summary>JSON text for a schema: mostly of its shape, sometimes anything.</summary>
    private string Value(string name, JsonElement schema, int depth)
    {
        schema = contract.Resolve(schema);
        if (depth > 6 || random.Next(14) == 0)
        {
            return Junk.Values[random.Next(Junk.Values.Count)];
        }

        if (schema.TryGetProperty("oneOf", out var options) || schema.TryGetProperty("anyOf", out options))
        {
            return Value(name, options[random.Next(options.GetArrayLength())], depth + 1);
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            return values[random.Next(values.GetArrayLength())].GetRawText();
        }

        var types = JsonSchema.TypesOf(schema);
        return (types.Length == 0 ? "" : types[random.Next(types.Length)]) switch
        {
            "object" => Fields(schema, depth),
            "array" => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(name, schema.GetProperty("items"), depth + 1)))}]",
            "integer" => Number().ToString(CultureInfo.InvariantCulture),
            "number" => (random.NextDouble() * Number()).ToString("R", CultureInfo.InvariantCulture),
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            "null" => "null",
            _ => JsonSerializer.Serialize(Sound(Text(name, schema))),
        };
    }

    private string Fields(JsonElement schema, int depth)
    {
        var fields = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Where(_ => random.Next(6) > 0).Select(p => $"{JsonSerializer.Serialize(p.Name)}:{Value(p.Name, p.Value, depth + 1)}").ToList()
            : [];
        if (random.Next(10) == 0)
        {
            fields.Add("\"userId\":\"" + Guid.CreateVersion7() + "\",\"isAdmin\":true,\"role\":\"owner\"");
        }

        return "{" + string.Join(',', fields) + "}";
    }

    private long Number() => random.Next(6) switch
    {
        0 => random.NextInt64(),
        1 => -random.Next(1, 100),
        2 => int.MaxValue + 1L,
        _ => random.Next(0, 60),
    };

    /// <summary>A text for a parameter or field: one that exists, one of its form, or a hostile one.</summary>
    private string Text(string name, JsonElement schema)
    {
        schema = contract.Resolve(schema);
        if (random.Next(5) > 0 && known(name).ToList() is { Count: > 0 } existing)
        {
            return existing[random.Next(existing.Count)];
        }

        if (random.Next(3) == 0)
        {
            return s_hostileTexts[random.Next(s_hostileTexts.Length)];
        }

        return JsonSchema.TypesOf(schema).FirstOrDefault() switch
        {
            "integer" => Number().ToString(CultureInfo.InvariantCulture),
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            _ when schema.TryGetProperty("format", out var format) && format.GetString() == "uuid" => $"{Guid.CreateVersion7()}",
            _ => new string([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next('a', 'z' + 1))]),
        };
    }

    /// <summary>Without lone surrogates, which no address and no UTF-8 body can carry.</summary>
    private static string Sound(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
