using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
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
        .AddSingleton<MeetingStore>()
        .AddSingleton<MeetingMedia>()
        .AddSingleton<IActorKind<MeetingState, MeetingCommand, MeetingReply>, MeetingKind>()
        .AddSingleton<IContactListener, HoldSeat>()
        .AddHostedService<WakeMeetings>()
        .AddScoped<IRoomSeats, SeatAnswers>()
        .AddScoped<EnterRoom>()
        .AddScoped<SignalMedia>()
        .AddEventHandler<RoomOpened, AwaitCreator>()
        .AddEventHandler<SessionEnded, FreeSeatOfSession>();

    public void MapLive(LiveRoutes live) => MeetingsLive.Map(live);
}
