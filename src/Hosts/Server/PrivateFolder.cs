namespace StudyHub.Server;

/// <summary>Folders whose content is nobody else's to read: database, secrets, mails (OPS-2).</summary>
internal static class PrivateFolder
{
    /// <summary>Creates the folder, and what is missing above it, for the owner only; leaves an existing one as it is.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // The mode would hold for the last of several missing folders only.
        if (Path.GetDirectoryName(folder) is { Length: > 0 } above && !Directory.Exists(above))
        {
            Create(above);
        }

        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
