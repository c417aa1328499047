using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

/// <summary>Sign-up, sign-in, sessions, profiles.</summary>
public sealed class AccountsModule : IModule
{
    public string Name => "accounts";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        var options = AccountsOptions.Read(configuration);
        services.AddFeatureDb<AccountsDb>()
            .AddSingleton(options)
            .AddSingleton(SessionLife.Of(options));
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton<PasswordHashing>();

        services.AddSingleton<CodeKey>()
            .AddSingleton<CodeLimits>()
            .AddSingleton<MailQueue>()
            .AddHostedService(sp => sp.GetRequiredService<MailQueue>())
            .AddScoped<SendCode>()
            .AddScoped<VerifyCode>();

        services.AddSingleton<SessionBook>()
            .AddSingleton<ISessions>(sp => sp.GetRequiredService<SessionBook>())
            .AddSingleton<SessionStart>()
            .AddSingleton<SignInAttempts>()
            .AddScoped<SessionEnds>()
            .AddScoped<SignIn>()
            .AddScoped<SignOut>();

        services.AddSingleton<ProfileBook>()
            .AddSingleton<IAccounts>(sp => sp.GetRequiredService<ProfileBook>())
            .AddScoped<CheckHandle>()
            .AddScoped<SignUp>()
            .AddScoped<GetMe>()
            .AddScoped<EditMe>();

        services.AddSingleton<Upkeep>()
            .AddHostedService(sp => sp.GetRequiredService<Upkeep>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        AccountsEndpoints.Map(routes);
        SessionsEndpoints.Map(routes);
        MeEndpoints.Map(routes);
    }
}
