using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Contracts;
using StudyHub.Chat.Files;
using StudyHub.Chat.Searching;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Meetings.Contracts;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Chat;

/// <summary>Ordered, durable conversations, one per room.</summary>
public sealed class ChatModule : IModule
{
    public string Name => "chat";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<ChatDb>()
        .AddSingleton(ChatOptions.Read(configuration))
        .AddSingleton<ChatLimits>()
        .AddSingleton<MessageIndex>()
        .AddHostedService(sp => sp.GetRequiredService<MessageIndex>())
        .AddSingleton<ChatUpkeep>()
        .AddHostedService(sp => sp.GetRequiredService<ChatUpkeep>())
        .AddSingleton<RecentChats>()
        .AddSingleton<ChatAtEntry>()
        .AddSingleton<IChatAtEntry>(sp => sp.GetRequiredService<ChatAtEntry>())
        .AddScoped<ChatAccess>()
        .AddScoped<ChangeMessage>()
        .AddScoped<PostMessage>()
        .AddScoped<EditMessage>()
        .AddScoped<DeleteMessage>()
        .AddScoped<ReactToMessage>()
        .AddScoped<PinMessage>()
        .AddScoped<ReadOn>()
        .AddScoped<ReadChat>()
        .AddScoped<ResumeChat>()
        .AddScoped<IMessages, MessageAnswers>()
        .AddScoped<IReportable, ReportableMessages>()
        .AddScoped<SearchMessages>()
        .AddScoped<UploadFile>()
        .AddScoped<IExportContributor, ChatExport>()
        .AddEventHandler<ChatBlobUnused, DeleteUnusedBlob>()
        .AddEventHandler<AccountErased, ForgetPerson>()
        .AddEventHandler<MembershipEnded, EndWatching>()
        .AddEventHandler<RoomErased, EraseChat>();

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ChatEndpoints.Map(routes);
        FileEndpoints.Map(routes);
    }

    public void MapLive(LiveRoutes live) => ChatLive.Map(live);
}
