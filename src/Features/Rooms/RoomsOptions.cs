using Microsoft.Extensions.Configuration;
using StudyHub.Kernel;

namespace StudyHub.Rooms;

/// <param name="CreatedPerHour">Open rooms one user may create (ROOM-13).</param>
/// <param name="PasswordTries">Wrong room passwords in ten minutes.</param>
/// <param name="ClosedDays">How long a closed room's chat can be read (ROOM-12).</param>
internal sealed record RoomsOptions(int CreatedPerHour, int PasswordTries, TimeSpan ClosedDays)
{
    public static RoomsOptions Read(IConfiguration configuration) => new(
        Number(configuration, "Rooms:CreatedPerHour"), Number(configuration, "Rooms:PasswordTries"), TimeSpan.FromDays(Number(configuration, "Rooms:ClosedDays")));

    private static int Number(IConfiguration configuration, string key) =>
        int.TryParse(configuration[key], out var number) && number is >= 1 and <= 1_000_000
            ? number
            : throw new SettingsException($"'{key}' is a number from 1 to 1000000, not '{configuration[key]}'.");
}
