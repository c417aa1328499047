using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts.Audit;

/// <summary>Notes refused access (MOD-3), so many a person and hour: one who knocks for ever must not fill the log.</summary>
internal sealed class RefusalNotes(IAudit audit, ICounters counters) : IRefusals
{
    private const int PerHour = 100;

    public async ValueTask NoteAsync(Caller caller, string door, string code, Guid? place)
    {
        // To be asked for a newer proof is no refusal.
        if (code != AccountsErrors.ReauthNeeded.Code
            && await counters.TryCountAsync($"accounts.refusals:{caller.UserId}", PerHour, TimeSpan.FromHours(1), CancellationToken.None) is null)
        {
            audit.Note(new(caller.UserId, "access.refused", door, code) { Place = place });
        }
    }
}
