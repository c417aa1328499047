using StudyHub.Kernel;

namespace StudyHub.Moderation;

/// <summary>Everything reports and blocks can refuse. Codes are API: never rename, only add.</summary>
internal static class ModerationErrors
{
    public static readonly Error ReportNotFound = Error.NotFound("report.not_found", "There is no such report.");
    public static readonly Error TargetNotFound = Error.NotFound("report.target_not_found", "There is nothing of that kind for you to see.");
    public static readonly Error AlreadyClosed = Error.Conflict("report.closed_already", "Somebody has closed this report already.");
    public static readonly Error BlockNotFound = Error.NotFound("block.not_found", "There is no such person.");
    public static readonly Error BlocksLimit = Error.Conflict("block.limit_reached", "At most a thousand people are blocked at once.");
    public static readonly Error SelfTarget = Error.Invalid("mod.self_target", "This is not for oneself.");

    public static Error FieldInvalid(IReadOnlyDictionary<string, string> fields) =>
        Error.Invalid("report.field_invalid", "Some fields cannot be taken.") with { Fields = fields };

    public static Error TooManyReports(TimeSpan wait) => Error.TooMany("rate.limited", "Ten reports a day are enough.", wait);
}
