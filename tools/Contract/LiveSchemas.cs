using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Contract;

/// <summary>The schemas of everything that goes over the live connection, each named type once.</summary>
internal sealed class LiveSchemas
{
    private static readonly JsonSerializerOptions s_json = new(Json.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly Type _chatSnapshot;
    private readonly Queue<Type> _waiting = new();
    private readonly HashSet<Type> _seen = [];

    private LiveSchemas(Type chatSnapshot) => _chatSnapshot = chatSnapshot;

    public Dictionary<string, JsonNode> Types { get; } = new(StringComparer.Ordinal);
    public List<(string Name, string Request, string Reply)> Commands { get; } = [];
    public List<(string Name, string Body)> Events { get; } = [];

    /// <param name="live">Commands and events as the features registered them.</param>
    /// <param name="chatSnapshot">What the field <c>chat</c> of an entry holds.</param>
    public static LiveSchemas Of(LiveRoutes live, Type chatSnapshot)
    {
        var schemas = new LiveSchemas(chatSnapshot);
        foreach (var command in live.Commands)
        {
            schemas.Commands.Add((command.Name, schemas.Name(command.Body), schemas.Name(command.Reply!)));
        }

        foreach (var sent in live.Events)
        {
            schemas.Events.Add((sent.Name, schemas.Name(sent.Body)));
        }

        schemas.Name(typeof(Error));
        schemas.Drain();
        return schemas;
    }

    private string Name(Type type)
    {
        if (type == typeof(Nothing))
        {
            return "Record<string, never>";
        }

        if (_seen.Add(type))
        {
            _waiting.Enqueue(type);
        }

        return NameOf(type);
    }

    private static string NameOf(Type type) => type switch
    {
        _ when type == typeof(Error) => "Refusal",
        // "Request" alone says nothing outside its use case.
        { Name: "Request", DeclaringType: { } useCase } => $"{useCase.Name}Request",
        _ => type.Name,
    };

    private void Drain()
    {
        while (_waiting.TryDequeue(out var type))
        {
            Types[NameOf(type)] = s_json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, schema) => Transform(type, context, schema),
            });
        }
    }

    private JsonNode Transform(Type root, JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(object) && context.PropertyInfo?.Name == "chat")
        {
            return Reference(_chatSnapshot, schema);
        }

        if (type == typeof(DateTimeOffset))
        {
            return Text("date-time", context, schema);
        }

        // The exporter leaves out what a list of values with converters of their own holds.
        if (context.TypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && IsId(element) && schema is JsonObject list)
        {
            list["items"] = new JsonObject { ["type"] = "string", ["format"] = "uuid" };
            return list;
        }

        if (IsId(type))
        {
            return Text("uuid", context, schema);
        }

        if (context.BaseTypeInfo is not null)
        {
            return schema; // One form of a polymorphic type: it stands inside the union.
        }

        var isNamed = type.IsEnum || context.TypeInfo.Kind == JsonTypeInfoKind.Object;
        return isNamed && type != root ? Reference(type, schema) : schema;
    }

    private static bool IsId(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private JsonObject Reference(Type type, JsonNode schema)
    {
        var reference = new JsonObject { ["$ref"] = $"#/{Name(type)}" };
        return IsNullable(schema) ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;
    }

    private static JsonObject Text(string format, JsonSchemaExporterContext context, JsonNode schema)
    {
        JsonNode type = IsNullable(schema) || Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null ? new JsonArray("string", "null") : "string";
        return new() { ["type"] = type, ["format"] = format };
    }

    private static bool IsNullable(JsonNode schema) => schema is JsonObject rules
        && ((rules["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null"))
            || (rules["enum"] is JsonArray values && values.Any(v => v is null)));
}
