using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StudyHub.Kernel;
using StudyHub.Server.Idempotency;
using StudyHub.Web;

namespace StudyHub.Server;

/// <summary>The OpenAPI document (API-1), served at <c>/api/v1/openapi.json</c>; the tests hold every answer against it.</summary>
internal static class ApiDocument
{
    /// <summary>The headers of answers: of all, or of one status.</summary>
    private static readonly Dictionary<string, (string? On, string Description)> s_headers = new()
    {
        [RequestLimit.Policy] = (null, "Requests allowed in a window of seconds: \"user\";q=600;w=60."),
        [RequestLimit.Left] = (null, "Requests left now: \"user\";r=599."),
        ["Location"] = ("201", "Where the new thing is."),
        ["Retry-After"] = ("429", "Whole seconds to wait."),
    };

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        var named = new ConcurrentDictionary<string, Type>(StringComparer.Ordinal);
        options.CreateSchemaReferenceId = type => NameOnce(named, type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "StudyHub", Version = "v1", Description = "Everything a browser asks of StudyHub apart from the live connection; see docs/protocol.md." };
            document.Servers = [];
            foreach (var (name, (_, description)) in s_headers)
            {
                document.AddComponent(name, new OpenApiHeader { Description = description, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeHeaders);
        options.AddSchemaTransformer(DescribeProblem);
        options.AddSchemaTransformer(DescribeValues);
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) =>
        routes.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();

    /// <summary>What every answer carries (API-5), and what a create takes (API-4).</summary>
    private static Task DescribeHeaders(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            var headers = ((OpenApiResponse)answer).Headers ??= new Dictionary<string, IOpenApiHeader>();
            foreach (var (name, _) in s_headers.Where(h => h.Value.On is null || h.Value.On == status))
            {
                headers[name] = new OpenApiHeaderReference(name, context.Document);
            }
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IdempotentMetadata>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = IdempotentRequests.Header,
                In = ParameterLocation.Header,
                Description = "Asked again with the same key within 24 hours, it does nothing more and answers as before.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{16,64}$" },
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>Types with converters of our own: ids are UUIDs, instants texts.</summary>
    private static Task DescribeValues(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var optional = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var type = optional ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            (schema.Type, schema.Format) = (optional is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null, "date-time");
        }
        else if (IsId(type))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "uuid");
        }
        else if (context.JsonTypeInfo.ElementType is { } element && IsId(element))
        {
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = schema.Enum?.Where(value => value is not null && !value.IsJsonNullSentinel()).ToList(); // Where it may be missing, its user says so.
        }

        return Task.CompletedTask;
    }

    /// <summary>Two types of one name would describe each other's bodies.</summary>
    private static string? NameOnce(ConcurrentDictionary<string, Type> named, JsonTypeInfo type)
    {
        var name = type.Type == typeof(Stream) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type); // A file has no shape to name.
        var described = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return name is null || (named.GetOrAdd(name, described) is var first && first == described)
            ? name
            : throw new InvalidOperationException($"{described} and {first} are both called {name} in the API's document.");
    }

    private static bool IsId(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static Task DescribeProblem(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.Type == typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))
        {
            var texts = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } };
            schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
            schema.Properties["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable: area.reason." };
            schema.Properties["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String };
            schema.Properties["errors"] = texts;
            schema.Properties["details"] = texts;
            schema.Required = new HashSet<string> { "code", "traceId" };
        }

        return Task.CompletedTask;
    }
}
