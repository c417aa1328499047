using StudyHub.Kernel;

namespace StudyHub.Accounts.Codes;

/// <summary>Mails a code to somebody signed out. Door: <c>POST /accounts/codes</c>.</summary>
internal sealed class SendCode(EmailCodes codes)
{
    /// <param name="Email">As typed.</param>
    /// <param name="Purpose"><c>sign_up</c> or <c>recovery</c>.</param>
    /// <param name="Address">The network address.</param>
    public sealed record Request(string? Email, string? Purpose, string Address);

    public async Task<Result<CodeSentView>> RunAsync(Request request, CancellationToken ct) =>
        request.Purpose is EmailCode.SignUp or EmailCode.Recovery
            ? await codes.SendAsync(request.Email, request.Purpose, request.Address, ct)
            : AccountsErrors.PurposeInvalid;
}
