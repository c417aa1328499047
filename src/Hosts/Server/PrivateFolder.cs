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
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
