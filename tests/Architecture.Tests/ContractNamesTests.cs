using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Server;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Architecture.Tests;

/// <summary>The contract names types without their namespaces, REST and live together: two of one name would silently describe each other's bodies.</summary>
public sealed class ContractNamesTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("studyhub-names-").FullName;
    private WebApplication _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = StudyHubServer.Build(["--data", _directory, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0"]);
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void No_two_types_that_a_client_sees_share_a_name()
    {
        var rest = _server.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items)
            .SelectMany(operation => operation.SupportedResponseTypes.Select(r => r.Type).Concat(operation.ParameterDescriptions.Select(p => p.Type)));
        var routes = _server.Services.GetRequiredService<LiveRoutes>();
        var live = routes.Commands.Concat(routes.Events).SelectMany(contract => (Type?[])[contract.Body, contract.Reply]);
        var seen = new HashSet<Type>();
        foreach (var type in rest.Concat(live).OfType<Type>())
        {
            Walk(type, seen);
        }

        Assert.True(seen.Count > 100, $"{seen.Count}");
        Assert.Empty(seen.Where(type => !type.IsGenericType).GroupBy(NameOf).Where(name => name.Count() > 1).SelectMany(name => name).Select(type => type.FullName));
    }

    /// <summary>As the client's types are named (tools/Contract).</summary>
    private static string NameOf(Type type) => type is { Name: "Request", DeclaringType: { } useCase } ? $"{useCase.Name}Request" : type.Name;

    /// <summary>A type of ours and all that its JSON holds.</summary>
    private static void Walk(Type type, HashSet<Type> seen)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(void))
        {
            return; // An answer without a body.
        }

        if (type.IsEnum)
        {
            seen.Add(type);
            return;
        }

        var shape = Json.Options.GetTypeInfo(type);
        if (shape.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
        {
            Walk(shape.ElementType!, seen);
        }
        else if (type.FullName!.StartsWith("StudyHub.", StringComparison.Ordinal) && seen.Add(type))
        {
            foreach (var property in shape.Properties)
            {
                Walk(property.PropertyType, seen);
            }

            foreach (var derived in shape.PolymorphismOptions?.DerivedTypes ?? [])
            {
                Walk(derived.DerivedType, seen);
            }
        }
    }
}
