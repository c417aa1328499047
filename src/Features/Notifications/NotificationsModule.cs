using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Meetings.Contracts;
using StudyHub.Moderation.Contracts;
using StudyHub.Notifications.Listening;
using StudyHub.Notifications.Preferences;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Notifications;

/// <summary>What concerns somebody, in one list. It hears what the other features tell, and puts one more line in; start reading at <see cref="Inbox"/>.</summary>
public sealed class NotificationsModule : IModule
{
    public string Name => "notifications";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<NotificationsDb>()
        .AddSingleton<Inbox>()
        .AddScoped<ReadNotifications>()
        .AddScoped<MarkRead>()
        .AddScoped<ChangeSettings>()
        .AddScoped<IExportContributor, NotificationsExport>()
        .AddSingleton<NotificationsUpkeep>()
        .AddHostedService(sp => sp.GetRequiredService<NotificationsUpkeep>())
        .AddEventHandler<MessageAddressed, HearMessages>()
        .AddEventHandler<MessagesRead, ReadWithChat>()
        .AddEventHandler<RoomErased, EraseRoom>()
        .AddEventHandler<ApplicationSent, HearApplications>()
        .AddEventHandler<ApplicationEnded, HearApplications>()
        .AddEventHandler<MemberWarned, HearWarnings>()
        .AddEventHandler<MembershipEnded, HearMembershipEnds>()
        .AddEventHandler<RoomModerated, HearRoomModeration>()
        .AddEventHandler<ReportAnswered, HearReports>()
        .AddEventHandler<PersonBlocked, HearBlocks>()
        .AddEventHandler<AccountErased, ForgetPerson>();

    public void MapEndpoints(IEndpointRouteBuilder routes) => NotificationsEndpoints.Map(routes);

    public void MapLive(LiveRoutes live) => live
        .Sends<NotificationsChanged>()
        .Sends<NotificationSettingsChanged>();
}
