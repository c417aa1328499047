using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Web.Live;

namespace StudyHub.Web;

/// <summary>One feature, as the hosts see it: what it needs, what it serves over HTTP, what it answers live.</summary>
public interface IModule
{
    string Name { get; }
    void AddServices(IServiceCollection services, IConfiguration configuration);
    void MapEndpoints(IEndpointRouteBuilder routes) { }
    void MapLive(LiveRoutes live) { }
}
