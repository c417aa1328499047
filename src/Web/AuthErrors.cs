using StudyHub.Kernel;

namespace StudyHub.Web;

/// <summary>What the doors themselves refuse.</summary>
public static class AuthErrors
{
    public static readonly Error SessionNeeded = Error.Unauthenticated("auth.session_needed", "Sign in first.");
    public static readonly Error SessionEnded = Error.Unauthenticated("auth.session_ended", "This session has ended.");
    public static readonly Error CrossSite = Error.Forbidden("api.csrf", "Changes must come from this site itself.");
}
