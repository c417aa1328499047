using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web;

namespace StudyHub.Accounts.Profiles;

/// <summary>Sets or removes the caller's picture (ACC-19). Doors: <c>PUT /me/avatar</c>, <c>DELETE /me/avatar</c>.</summary>
internal sealed class ChangeAvatar(IDatabase database, IBlobs blobs, IPictures pictures, ProfileBook profiles)
{
    /// <param name="caller">Whose it becomes.</param>
    /// <param name="content">What a stranger sent, at most <see cref="Avatar.MostBytes"/>.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<MeView>> SetAsync(Caller caller, byte[] content, CancellationToken ct)
    {
        if (!(await pictures.SquareAsync(content, Avatar.Side, ct)).IsOk(out var square, out var refused))
        {
            return refused.Kind == ErrorKind.Invalid ? AccountsErrors.ImageInvalid : refused;
        }

        var name = Avatar.NewName();
        using (var stream = new MemoryStream(square, writable: false))
        {
            await blobs.PutAsync(Avatar.KeyOf(name), stream, ct);
        }

        return await StoreAsync(caller.UserId, name, ct);
    }

    public Task<Result<MeView>> RemoveAsync(Caller caller, CancellationToken ct) => StoreAsync(caller.UserId, null, ct);

    private async Task<Result<MeView>> StoreAsync(UserId user, string? name, CancellationToken ct)
    {
        var result = await database.WriteAsync(unit => ChangeAsync(unit, user, name), ct);
        profiles.Forget(user);
        return result;
    }

    private static async Task<Result<MeView>> ChangeAsync(WriteUnit unit, UserId user, string? name)
    {
        var db = unit.Db<AccountsDb>();
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        var old = account.Avatar;
        account.Avatar = name;
        await db.SaveChangesAsync();
        if (old is not null)
        {
            await unit.TellAsync(new BlobUnused(Avatar.KeyOf(old)));
        }

        return MeView.Of(account);
    }
}
