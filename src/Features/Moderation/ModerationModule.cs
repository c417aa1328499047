using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Moderation.Blocks;
using StudyHub.Moderation.Contracts;
using StudyHub.Moderation.Reports;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Moderation;

/// <summary>Reports to those who run the installation, and whom one does not want to see. What hosts do lies with rooms and groups.</summary>
public sealed class ModerationModule : IModule
{
    public string Name => "moderation";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<ModerationDb>()
        .AddScoped<IReportable, ReportablePeople>()
        .AddSingleton<KeptPictures>()
        .AddScoped<WriteReport>()
        .AddScoped<ReviewReports>()
        .AddScoped<OwnBlocks>()
        .AddScoped<IBlocks, BlockAnswers>()
        .AddScoped<IExportContributor, ModerationExport>()
        .AddSingleton<ModerationUpkeep>()
        .AddHostedService(sp => sp.GetRequiredService<ModerationUpkeep>())
        .AddEventHandler<AccountErased, ForgetPerson>();

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ReportEndpoints.Map(routes);
        BlockEndpoints.Map(routes);
    }

    public void MapLive(LiveRoutes live) => live
        .Sends<ReportClosed>()
        .Sends<BlocksChanged>();
}
