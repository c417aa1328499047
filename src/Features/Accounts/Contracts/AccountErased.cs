using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Contracts;

/// <summary>An account is gone for good (ACC-22). Shared contributions stay without a profile; what was private to it goes too.</summary>
public sealed record AccountErased(UserId UserId) : IDomainEvent
{
    public static string Type => "accounts.account_erased";

    public string Key => UserId.ToString();
}
