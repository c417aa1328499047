using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Profiles;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts;

internal static class MeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/me").WithTags("Me").RequireAuthorization();
        me.MapGet("/", GetAsync).WithName("getMe").Refuses(401, 429);
        me.MapPatch("/", EditAsync).WithName("editMe").RefusesBody().Refuses(401, 422);
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> GetAsync(Caller caller, GetMe get, CancellationToken ct)
    {
        var result = await get.RunAsync(caller, ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> EditAsync(
        EditMeBody body, Caller caller, EditMe edit, CancellationToken ct)
    {
        var result = await edit.RunAsync(caller, new(body.DisplayName, body.Bio, body.Link), ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }
}

internal sealed record EditMeBody(string? DisplayName = null, string? Bio = null, string? Link = null);
