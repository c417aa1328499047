using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Contract;
using StudyHub.Meetings.Contracts;
using StudyHub.Server;
using StudyHub.Web.Live;

// Writes the web client's types from what the server really serves: http.ts from its OpenAPI document, live.ts from its live routes.
// Usage: StudyHub.Contract <folder>

if (args is not [var folder])
{
    await Console.Error.WriteLineAsync("Usage: StudyHub.Contract <folder>");
    return 2;
}

var data = Directory.CreateTempSubdirectory("studyhub-contract-").FullName;
try
{
    await using var server = StudyHubServer.Build(["--data", data, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0"]);
    await server.StartAsync();
    var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    using var http = new HttpClient { BaseAddress = new Uri(address) };
    var document = JsonNode.Parse(await http.GetStringAsync("api/v1/openapi.json"))!;
    var schemas = document["components"]!["schemas"]!.AsObject();
    await File.WriteAllTextAsync(Path.Combine(folder, "http.ts"), HttpTypes.Write(schemas));

    var live = LiveSchemas.Of(server.Services.GetRequiredService<LiveRoutes>(), server.Services.GetRequiredService<IChatAtEntry>().SnapshotType);
    await File.WriteAllTextAsync(Path.Combine(folder, "live.ts"), LiveTypes.Write(live, schemas));
    return 0;
}
finally
{
    Directory.Delete(data, recursive: true);
}
