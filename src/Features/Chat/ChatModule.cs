using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Meetings.Contracts;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Chat;

/// <summary>Ordered, durable conversations, one per room.</summary>
public sealed class ChatModule : IModule
{
    public string Name => "chat";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<ChatDb>()
        .AddSingleton<IChatAtEntry, ChatAtEntry>()
        .AddScoped<PostMessage>()
        .AddScoped<ReadChat>();

    public void MapEndpoints(IEndpointRouteBuilder routes) => ChatEndpoints.Map(routes);

    public void MapLive(LiveRoutes live) => ChatLive.Map(live);
}
