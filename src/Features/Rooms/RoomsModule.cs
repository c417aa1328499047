using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Rooms;

/// <summary>Open rooms: opening, listing, what they are. Who sits in them belongs to Meetings.</summary>
public sealed class RoomsModule : IModule
{
    public string Name => "rooms";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<RoomsDb>()
        .AddSingleton<IPasswordHasher<OpenRoom>, PasswordHasher<OpenRoom>>()
        .AddScoped<IRooms, RoomAnswers>()
        .AddScoped<CreateRoom>()
        .AddScoped<ListRooms>()
        .AddEventHandler<RoomOccupied, ShowOccupancy>();

    public void MapEndpoints(IEndpointRouteBuilder routes) => RoomEndpoints.Map(routes);

    public void MapLive(LiveRoutes live) => RoomsLive.Map(live);
}
