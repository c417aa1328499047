using StudyHub.LoadTest.Bench;

/// <summary>What the runtime looks for, by this name and without a namespace, in an assembly that DOTNET_STARTUP_HOOKS names.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(RuntimeProbe.Variable) is { Length: > 0 } file)
        {
            RuntimeProbe.Serve(file);
        }
    }
}
