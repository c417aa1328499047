using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Profiles;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web;

namespace StudyHub.Accounts;

internal static class ProfilesEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var signedIn = routes.MapGroup("/").WithTags("Profiles").RequireAuthorization();
        signedIn.MapGet("/people/{handle}", GetAsync).WithName("getProfile").Refuses(401, 404, 429);
        signedIn.MapGet("/avatars/{name}", GetAvatarAsync).WithName("getAvatar")
            .ProducesFile(Avatar.ContentType).Refuses(401, 404, 429);
        signedIn.MapPut("/me/avatar", SetAvatarAsync).WithName("setAvatar")
            .Accepts<IFormFile>("image/jpeg", "image/png", "image/webp")
            .WithMetadata(new RequestSizeLimitAttribute(Avatar.MostBytes))
            .RefusesBody().Refuses(401, 422, 503);
        signedIn.MapDelete("/me/avatar", RemoveAvatarAsync).WithName("removeAvatar").Refuses(401, 403, 429);
    }

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> GetAsync(string handle, GetProfile get, CancellationToken ct)
    {
        var result = await get.RunAsync(handle, ct);
        return result.IsOk(out var person, out var error) ? TypedResults.Ok(person) : error.ToProblem();
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> GetAvatarAsync(
        string name, IBlobs blobs, HttpContext http, CancellationToken ct)
    {
        if (!Avatar.IsName(name) || await blobs.OpenAsync(Avatar.KeyOf(name), ct) is not { } content)
        {
            return AccountsErrors.ImageNotFound.ToProblem();
        }

        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.Stream(content, Avatar.ContentType);
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> SetAvatarAsync(
        Caller caller, ChangeAvatar change, HttpRequest request, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, ct);
        var result = await change.SetAsync(caller, content.ToArray(), ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> RemoveAvatarAsync(Caller caller, ChangeAvatar change, CancellationToken ct)
    {
        var result = await change.RemoveAsync(caller, ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }
}
