using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Moderation.Contracts;
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
        .AddScoped<IReportable, ReportableRooms>()
        .AddScoped<IExportContributor, RoomsExport>()
        .AddSingleton(RoomsOptions.Read(configuration))
        .AddSingleton<RoomSearch>()
        .AddScoped<CreateRoom>()
        .AddScoped<EditRoom>()
        .AddScoped<ListRooms>()
        .AddHostedService<RoomUpkeep>()
        .AddEventHandler<RoomOccupied, ShowOccupancy>()
        .AddEventHandler<GroupEdited, EditGroupRoom>()
        .AddEventHandler<GroupErased, EraseGroupRoom>();

    public void MapEndpoints(IEndpointRouteBuilder routes) => RoomEndpoints.Map(routes);

    public void MapLive(LiveRoutes live) => RoomsLive.Map(live);
}
