using StudyHub.Accounts.Passkeys;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Credentials;

/// <summary>Makes the first credential of an account that is about to be opened: a password's hash, or a passkey.</summary>
internal sealed class FirstCredential(PasswordHashing hashing, Ceremonies ceremonies, TimeProvider clock)
{
    /// <param name="User">The new account's id; a passkey holds it already.</param>
    /// <param name="PasswordHash">Null where there is a passkey.</param>
    /// <param name="Passkey">Null where there is a password.</param>
    public sealed record Made(UserId User, string? PasswordHash, Passkey? Passkey);

    public async Task<Result<Made>> MakeAsync(SignUp.Request request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (request.Passkey is not null)
        {
            return (await ceremonies.RegisterAsync(Ceremonies.ForSignUp, request.Passkey, ct)).IsOk(out var made, out var wrong)
                ? new Made(made.User, null, Passkey.Of(made.User, made.Made, Name(request), now))
                : wrong;
        }

        if (!Password.Choose(request.Password).IsOk(out var password, out var invalid))
        {
            return invalid.For("password");
        }

        return (await hashing.HashAsync(password, ct)).IsOk(out var hash, out var busy) ? new Made(UserId.New(now), hash, null) : busy;
    }

    private static string Name(SignUp.Request request) => Passkey.CheckName(null, request.Visitor.Device).IsOk(out var name, out _) ? name : "Passkey";
}
