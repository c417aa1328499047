using Microsoft.Extensions.Configuration;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <param name="PerUser">Groups a person may be in, owned and joined (GRP-2).</param>
internal sealed record GroupsOptions(int PerUser)
{
    public static GroupsOptions Read(IConfiguration configuration)
    {
        var text = configuration["Groups:PerUser"];
        return int.TryParse(text, out var perUser) && perUser is >= 1 and <= 100
            ? new(perUser)
            : throw new SettingsException($"'Groups:PerUser' is a number from 1 to 100, not '{text}'.");
    }
}
