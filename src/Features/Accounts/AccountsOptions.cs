using Microsoft.Extensions.Configuration;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>The configuration section <c>Accounts</c>; every value is a whole number of at least 1.</summary>
internal sealed record AccountsOptions
{
    /// <summary>Seconds between two code mails to one address.</summary>
    public int CodeSpacingSeconds { get; init; } = 60;

    public int CodesPerEmailPerHour { get; init; } = 5;
    public int CodesPerAddressPerHour { get; init; } = 100;
    public int SignInFailuresPerAccount { get; init; } = 10;
    public int SignInFailuresPerAddress { get; init; } = 50;
    public int SignInFailureMinutes { get; init; } = 15;
    public int SessionIdleDays { get; init; } = 30;
    public int SessionTotalDays { get; init; } = 90;

    /// <summary>Days between a person's wish to go and the end of their account.</summary>
    public int ErasureDelayDays { get; init; } = 14;

    public int AuditDays { get; init; } = 365;

    /// <summary>Days below which the database itself lets no line go (the trigger of schema step 8).</summary>
    public static TimeSpan AuditDaysAtLeast => TimeSpan.FromDays(30);

    public TimeSpan ErasureDelay => TimeSpan.FromDays(ErasureDelayDays);
    public TimeSpan CodeSpacing => TimeSpan.FromSeconds(CodeSpacingSeconds);
    public TimeSpan SignInWindow => TimeSpan.FromMinutes(SignInFailureMinutes);

    /// <exception cref="SettingsException">Names the key that is no number or out of range: the start must stop.</exception>
    public static AccountsOptions Read(IConfiguration configuration)
    {
        var options = Bind(configuration.GetSection("Accounts"));
        foreach (var setting in typeof(AccountsOptions).GetProperties().Where(p => p.PropertyType == typeof(int)))
        {
            if ((int)setting.GetValue(options)! < 1)
            {
                throw new SettingsException($"Accounts:{setting.Name} must be at least 1.");
            }
        }

        return options.AuditDays >= AuditDaysAtLeast.TotalDays
            ? options
            : throw new SettingsException($"Accounts:{nameof(AuditDays)} must be at least {AuditDaysAtLeast.TotalDays:0}.");
    }

    private static AccountsOptions Bind(IConfigurationSection section)
    {
        try
        {
            return section.Get<AccountsOptions>(o => o.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException(e.Message);
        }
    }
}
