using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>Who runs this installation.</summary>
public interface IAdmins
{
    /// <returns>
    /// Null for an admin whose session was proved by a second factor or passkey; else <c>admin.needed</c> or, where only that proof is
    /// missing, <c>admin.second_factor_needed</c> (MOD-6).
    /// </returns>
    Task<Error?> CheckAsync(Caller caller, CancellationToken ct);
}

/// <summary>The way to the first admin (MOD-5), for the host that prints it.</summary>
public interface IFirstAdmin
{
    /// <summary>Makes a new link where there is no admin; older ones die.</summary>
    /// <returns>The path of the page with the secret behind <c>#</c>, for the terminal and no log; null where there is an admin.</returns>
    Task<string?> RenewLinkAsync(CancellationToken ct);
}
