using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Moderation.Contracts;

/// <summary>Those who run the installation have closed a report (MOD-1).</summary>
/// <param name="Acted">Something was done about it; otherwise it breaks no rule.</param>
/// <param name="Answer">What the reporter reads with the outcome; may be empty.</param>
public sealed record ReportAnswered(Guid ReportId, UserId Reporter, bool Acted, string Answer, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "moderation.report_answered";

    public string Key => ReportId.ToString();
}

/// <summary>Somebody does not want to see or hear somebody else any more (MOD-2).</summary>
public sealed record PersonBlocked(UserId UserId, UserId Blocked) : IDomainEvent
{
    public static string Type => "moderation.person_blocked";

    public string Key => UserId.ToString();
}
