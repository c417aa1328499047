using System.Text.Json;
using System.Text.RegularExpressions;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Holds answers against the served OpenAPI document: known path, known status, known media type, a body of the documented shape (API-1).</summary>
public sealed class OpenApiContract
{
    private readonly JsonElement _document;
    private readonly List<(Regex Path, JsonElement Item)> _paths;

    private OpenApiContract(JsonElement document)
    {
        _document = document;
        _paths = [.. document.GetProperty("paths").EnumerateObject()
            .OrderBy(p => p.Name.Count(c => c == '{'))
            .Select(p => (new Regex($"^{Regex.Replace(p.Name.TrimEnd('/'), @"\{[^}]+\}", "[^/]+")}/?$"), p.Value))];
    }

    public static OpenApiContract Parse(string json) => new(JsonDocument.Parse(json).RootElement);

    public JsonElement Document => _document;

    public void Check(HttpMethod method, string uri, int status, string? mediaType, string body)
    {
        Assert.True(status < 500, $"{method} {uri} failed with {status}: {body}");
        var path = new Uri(uri, UriKind.Absolute).AbsolutePath;
        var item = _paths.FirstOrDefault(p => p.Path.IsMatch(path)).Item;
        if (item.ValueKind == JsonValueKind.Undefined || !item.TryGetProperty(method.Method.ToLowerInvariant(), out var operation))
        {
            Assert.True(status is 403 or 404 or 405, $"{method} {uri} is not in the document but answered {status}.");
            return;
        }

        var responses = operation.GetProperty("responses");
        Assert.True(responses.TryGetProperty($"{status}", out var response), $"{method} {uri}: status {status} is not documented. {body}");
        if (body.Length == 0)
        {
            Assert.False(response.TryGetProperty("content", out _), $"{method} {uri}: {status} should have a body.");
            return;
        }

        Assert.True(response.GetProperty("content").TryGetProperty(mediaType!, out var content), $"{method} {uri}: {mediaType} is not documented for {status}.");
        Validate(content.GetProperty("schema"), JsonDocument.Parse(body).RootElement, $"{method} {uri} {status}");
    }

    private void Validate(JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(schema);
        foreach (var keyword in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(keyword, out var options))
            {
                Assert.True(options.EnumerateArray().Any(o => Fits(o, value)), $"{where}: {value} fits none of {options}");
                return;
            }
        }

        if (schema.TryGetProperty("enum", out var allowed))
        {
            Assert.True(allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value)), $"{where}: {value} is not one of {allowed}");
            return;
        }

        if (schema.TryGetProperty("type", out var type))
        {
            string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
            Assert.True(types.Contains(TypeOf(value)) || (types.Contains("number") && TypeOf(value) == "integer"), $"{where}: {value} is not {type}");
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            ValidateObject(schema, value, where);
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, element) in value.EnumerateArray().Index())
            {
                Validate(items, element, $"{where}[{index}]");
            }
        }
    }

    private void ValidateObject(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{where}: {name} is missing in {value}");
            }
        }

        schema.TryGetProperty("properties", out var properties);
        foreach (var property in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out var known))
            {
                Validate(known, property.Value, $"{where}.{property.Name}");
            }
            else
            {
                Assert.True(schema.TryGetProperty("additionalProperties", out var more), $"{where}: '{property.Name}' is not documented.");
                Validate(more, property.Value, $"{where}.{property.Name}");
            }
        }
    }

    private bool Fits(JsonElement schema, JsonElement value)
    {
        try
        {
            Validate(schema, value, "");
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
    }

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            schema = reference.GetString()!.Split('/').Skip(1).Aggregate(_document, (node, name) => node.GetProperty(name));
        }

        return schema;
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "null",
    };
}
