using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StudyHub.Accounts.Administration;
using StudyHub.Accounts.Audit;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Credentials;
using StudyHub.Accounts.Leaving;
using StudyHub.Accounts.Passkeys;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.SecondFactor;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

/// <summary>Sign-up, sign-in, sessions, credentials, profiles, leaving, and the people who run the installation.</summary>
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
            .AddScoped<EmailCodes>()
            .AddScoped<SendCode>()
            .AddScoped<VerifyCode>();

        services.AddSingleton<SessionBook>()
            .AddSingleton<ISessions>(sp => sp.GetRequiredService<SessionBook>())
            .AddSingleton<SessionStart>()
            .AddSingleton<SignInAttempts>()
            .AddScoped<SessionEnds>()
            .AddScoped<OpenSession>()
            .AddScoped<PasswordProof>()
            .AddScoped<RecentProof>()
            .AddScoped<ProveAgain>()
            .AddScoped<SignIn>()
            .AddScoped<SignOut>()
            .AddScoped<ListSessions>()
            .AddScoped<EndSession>()
            .AddScoped<EndOtherSessions>();

        services.AddScoped<FirstCredential>()
            .AddScoped<PasswordChange>()
            .AddScoped<RecoverPassword>()
            .AddScoped<ChangePassword>()
            .AddScoped<SendEmailChangeCode>()
            .AddScoped<ChangeEmail>();

        services.AddSingleton<SecretBox>()
            .AddScoped<SecondFactorCheck>()
            .AddScoped<StartTotp>()
            .AddScoped<ConfirmTotp>()
            .AddScoped<StopTotp>()
            .AddScoped<RenewRecoveryCodes>()
            .AddScoped<GetSecurity>();

        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // Found without a name, and unlocked by its owner: as good as two factors.
            passkeys.ResidentKeyRequirement = "required";
            passkeys.UserVerificationRequirement = "required";
        });
        services.AddScoped<IPasskeyHandler<Account>>(sp => new PasskeyHandler<Account>(
                PasskeyReader.Manager(sp.GetRequiredService<AccountsDb>()), sp.GetRequiredService<IOptions<IdentityPasskeyOptions>>()))
            .AddScoped<Ceremonies>()
            .AddScoped<StartPasskeySignIn>()
            .AddScoped<PasskeySignIn>()
            .AddScoped<StartPasskeyProof>()
            .AddScoped<PasskeyProof>()
            .AddScoped<StartSignUpPasskey>()
            .AddScoped<StartPasskey>()
            .AddScoped<AddPasskey>()
            .AddScoped<RenamePasskey>()
            .AddScoped<RemovePasskey>();

        services.AddSingleton<ProfileBook>()
            .AddSingleton<IAccounts>(sp => sp.GetRequiredService<ProfileBook>())
            .AddScoped<CheckHandle>()
            .AddScoped<SignUp>()
            .AddSingleton<ISeeding, SeedPeople>()
            .AddScoped<GetMe>()
            .AddScoped<EditMe>()
            .AddScoped<ChangeAvatar>()
            .AddScoped<GetProfile>()
            .AddEventHandler<BlobUnused, DeleteUnusedBlob>();

        services.AddSingleton<ExportWorker>()
            .AddHostedService(sp => sp.GetRequiredService<ExportWorker>())
            .AddScoped<IExportContributor, AccountExport>()
            .AddScoped<RequestExport>()
            .AddScoped<GetExport>()
            .AddScoped<AccountDeparture>()
            .AddScoped<DeleteAccount>()
            .AddScoped<EraseAccounts>();

        services.AddFeatureDb<AuditDb>()
            .AddSingleton<AuditLog>()
            .AddSingleton<IAudit>(sp => sp.GetRequiredService<AuditLog>())
            .AddHostedService(sp => sp.GetRequiredService<AuditLog>())
            .AddSingleton<IRefusals, RefusalNotes>()
            .AddScoped<ReadAudit>()
            .AddScoped<IPlaceAudit>(sp => sp.GetRequiredService<ReadAudit>())
            .AddScoped<IAdmins, Admins>()
            .AddSingleton<IFirstAdmin, FirstAdmin>()
            .AddScoped<BecomeAdmin>()
            .AddScoped<ListUsers>()
            .AddScoped<ManageUser>();

        services.AddSingleton<AccountUpkeep>()
            .AddHostedService(sp => sp.GetRequiredService<AccountUpkeep>());
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        AccountsEndpoints.Map(routes);
        SessionsEndpoints.Map(routes);
        MeEndpoints.Map(routes);
        SecurityEndpoints.Map(routes);
        PasskeysEndpoints.Map(routes);
        ProfilesEndpoints.Map(routes);
        LeavingEndpoints.Map(routes);
        AdminEndpoints.Map(routes);
    }
}
