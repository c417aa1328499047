using System.Net;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts;
using StudyHub.Data;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Somebody with admin rights and a second factor; made so in the database, since the first link makes only one.</summary>
internal static class AdminPeople
{
    public static async Task<Browser> AdminAsync(this StudyHubApp app) => (await app.AdminWithAuthenticatorAsync()).Admin;

    public static async Task<(Browser Admin, Authenticator Authenticator)> AdminWithAuthenticatorAsync(this StudyHubApp app)
    {
        var admin = await app.SignUpAsync();
        await app.Services.GetRequiredService<IDatabase>().WriteAsync(
            async unit =>
            {
                var db = unit.Db<AccountsDb>();
                (await db.Accounts.FindAsync(admin.UserId))!.IsAdmin = true;
                return await db.SaveChangesAsync();
            },
            TestContext.Current.CancellationToken);
        return (admin, await admin.SwitchOnTotpAsync());
    }

    public static async Task<Authenticator> SwitchOnTotpAsync(this Browser person)
    {
        var authenticator = new Authenticator(person.App, (await person.PostAsync("me/totp", null, HttpStatusCode.OK)).GetProperty("secret").GetString()!);
        await person.PostAsync("me/totp/confirm", new { code = authenticator.Now() }, HttpStatusCode.OK);
        return authenticator;
    }
}
