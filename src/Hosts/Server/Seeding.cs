using System.Globalization;
using System.Text.Json;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Server;

/// <summary>The command <c>seed</c>: people for a load test, written to the data folder while no server runs on it.</summary>
internal static class Seeding
{
    public const string Command = "seed";

    private const string PeopleSwitch = "--people";
    private const int Most = 10_000;

    /// <param name="args">What stands behind the command: the server's switches, and how many people.</param>
    /// <returns>A sentence for the operator.</returns>
    /// <exception cref="SettingsException">Production, or a folder in which people have signed up.</exception>
    public static async Task<string> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, PeopleSwitch);
        if (at < 0 || at + 1 == args.Length || !int.TryParse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > Most)
        {
            throw new SettingsException($"seed needs {PeopleSwitch} with a number from 1 to {Most}.");
        }

        // Where nobody looks for it: what writes to the database runs only in a started server.
        await using var app = StudyHubServer.Build([.. args[..at], .. args[(at + 2)..], "--urls", "http://127.0.0.1:0", "--media-port", "0"]);
        if (!app.Environment.IsDevelopment())
        {
            throw new SettingsException("seed makes accounts that nobody has proven: it only works with --development.");
        }

        await app.StartAsync();
        var seeded = await app.Services.GetRequiredService<ISeeding>().SeedAsync(count, CancellationToken.None);
        if (!seeded.IsOk(out var people, out var error))
        {
            throw new SettingsException(error.Message);
        }

        var file = Path.Combine(Path.GetFullPath(app.Configuration["Data:Directory"]!), "people.json");
        await WriteAsync(file, people);
        await app.StopAsync();
        return $"{count} people are ready; their session cookies stand in {file}, readable by you only.";
    }

    private static async Task WriteAsync(string file, SeededPerson[] people)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var stream = new FileStream(file, options);
        await JsonSerializer.SerializeAsync(stream, people, JsonSerializerOptions.Web);
    }
}
