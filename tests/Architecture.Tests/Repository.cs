namespace StudyHub.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string s_root = Find(AppContext.BaseDirectory);

    public static string Path(string relative) => System.IO.Path.Combine(s_root, relative);

    /// <summary>Source files under a folder, relative to the checkout; nothing that a build made.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path(folder), "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(s_root, file).Replace('\\', '/'))
            .Where(file => extensions.Contains(System.IO.Path.GetExtension(file)))
            .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal) && !file.Contains("/dist/", StringComparison.Ordinal));

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "StudyHub.slnx")) ? folder : Find(System.IO.Path.GetDirectoryName(folder)!);
}
