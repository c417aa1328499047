using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Contracts;

/// <summary>A session has ended, whatever the cause: its connections close and its seats are freed without hold (ACC-16).</summary>
public sealed record SessionEnded(SessionId SessionId, UserId UserId) : IDomainEvent
{
    public static string Type => "accounts.session_ended";

    public string Key => UserId.ToString();
}
