using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Contracts;
using StudyHub.Meetings.Gestures;
using StudyHub.Meetings.Hosting;
using StudyHub.Meetings.Signaling;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>Running rooms: who sits, whose room it is, what is forwarded. Start reading at <see cref="Meeting"/>.</summary>
public sealed class MeetingsModule : IModule
{
    public string Name => "meetings";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<MeetingsDb>()
        .AddSingleton(RelayOptions.Read(configuration))
        .AddSingleton<Relays>()
        .AddSingleton<MeetingStore>()
        .AddSingleton<MediaNews>()
        .AddSingleton<IMediaObserver>(sp => sp.GetRequiredService<MediaNews>())
        .AddHostedService(sp => sp.GetRequiredService<MediaNews>())
        .AddSingleton<MeetingMedia>()
        .AddSingleton<IActorKind<MeetingState, MeetingCommand, MeetingReply>, MeetingKind>()
        .AddSingleton<ProbeMedia>()
        .AddSingleton<IContactListener, HoldSeat>()
        .AddSingleton<IContactListener, EndProbe>()
        .AddHostedService<WakeMeetings>()
        .AddScoped<IRoomSeats, SeatAnswers>()
        .AddScoped<EnterRoom>()
        .AddScoped<SignalMedia>()
        .AddSingleton<React>()
        .AddSingleton<HostNews>()
        .AddSingleton<WaitingConnections>()
        .AddScoped<IRoomLife, RoomLifeAnswers>()
        .AddScoped<ReadRoomAudit>()
        .AddScoped<CloseAnyRoom>()
        .AddScoped<IExportContributor, MeetingsExport>()
        .AddEventHandler<AccountErased, ForgetPerson>()
        .AddEventHandler<RoomEdited, RefreshMeeting>()
        .AddEventHandler<MembershipEnded, FreeSeatOfMember>()
        .AddEventHandler<RoomErased, EraseMeeting>()
        .AddEventHandler<RoomOpened, AwaitCreator>()
        .AddEventHandler<SessionEnded, FreeSeatOfSession>();

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        RecentRooms.Map(routes);
        HostEndpoints.Map(routes);
    }

    public void MapLive(LiveRoutes live) => MeetingsLive.Map(live);
}
