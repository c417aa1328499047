using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Groups.Moderation;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Groups;

/// <summary>Study groups: who is in them and what they may. Start reading at <see cref="Group"/> and <see cref="Memberships"/>.</summary>
public sealed class GroupsModule : IModule
{
    public string Name => "groups";

    public void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddFeatureDb<GroupsDb>()
        .AddSingleton(GroupsOptions.Read(configuration))
        .AddSingleton<GroupNews>()
        .AddSingleton<GroupSearch>()
        .AddSingleton<Memberships>()
        .AddScoped<IGroups, GroupAnswers>()
        .AddScoped<IGroupOwners, GroupOwners>()
        .AddScoped<IExportContributor, GroupsExport>()
        .AddSingleton<Succession>()
        .AddEventHandler<AccountErased, ForgetPerson>()
        .AddScoped<CreateGroup>()
        .AddScoped<EditGroup>()
        .AddScoped<ChangeRoles>()
        .AddScoped<Dissolution>()
        .AddScoped<ReadGroups>()
        .AddScoped<ListGroups>()
        .AddScoped<JoinGroup>()
        .AddScoped<DecideApplication>()
        .AddScoped<Invitations>()
        .AddScoped<UseInvitation>()
        .AddScoped<ModerateMember>()
        .AddScoped<Bans>()
        .AddScoped<MyWarnings>()
        .AddHostedService<GroupUpkeep>();

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        GroupEndpoints.Map(routes);
        JoiningEndpoints.Map(routes);
        ModerationEndpoints.Map(routes);
    }

    public void MapLive(LiveRoutes live) => GroupsLive.Map(live);
}
