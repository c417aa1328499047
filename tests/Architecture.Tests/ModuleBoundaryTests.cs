using System.Reflection;
using StudyHub.Web;

namespace StudyHub.Architecture.Tests;

/// <summary>The module map of ARCHITECTURE.md, as a test.</summary>
public sealed class ModuleBoundaryTests
{
    private static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Accounts"] = [],
        ["Moderation"] = ["Accounts"],
        ["Groups"] = ["Accounts"],
        ["Rooms"] = ["Accounts", "Moderation", "Groups"],
        ["Meetings"] = ["Accounts", "Groups", "Rooms"],
        ["Chat"] = ["Accounts", "Moderation", "Groups", "Rooms", "Meetings"],
        ["Notifications"] = ["Accounts", "Moderation", "Groups", "Rooms", "Meetings", "Chat"],
    };

    public static TheoryData<string> Modules => [.. s_mayUse.Keys];

    [Fact]
    public void Every_feature_project_stands_on_the_map()
    {
        var features = Directory.GetDirectories(Repository.Path("src/Features")).Select(Path.GetFileName);

        Assert.Equal(s_mayUse.Keys.Order(), features.Order());
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_uses_only_the_modules_below_it(string module)
    {
        var used = Load(module).GetReferencedAssemblies()
            .Select(a => a.Name!.Replace("StudyHub.", "", StringComparison.Ordinal))
            .Where(s_mayUse.ContainsKey);

        Assert.Empty(used.Except(s_mayUse[module]));
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_shows_only_its_contracts_its_schema_and_its_module_class(string module)
    {
        string[] open = [$"StudyHub.{module}.Contracts", $"StudyHub.{module}.Schema"]; // The migration runner only finds public types.
        var leaks = Load(module).GetExportedTypes().Where(type =>
            !open.Contains(type.Namespace) && !typeof(IModule).IsAssignableFrom(type));

        Assert.Empty(leaks);
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_knows_no_engine(string module)
    {
        string[] engines = ["Engines", "Sqlite", "Npgsql", "Redis", "Kafka", "Orleans", "AWSSDK", "MailKit", "Skia"];

        Assert.DoesNotContain(Load(module).GetReferencedAssemblies(), reference =>
            engines.Any(engine => reference.Name!.Contains(engine, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_kernel_knows_neither_the_web_nor_a_database()
    {
        var references = Load("Kernel").GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("StudyHub.", StringComparison.Ordinal));
    }

    [Fact]
    public void Media_knows_neither_people_nor_a_database_nor_the_web()
    {
        var references = Load("Media").GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(references, name =>
            name.Contains("AspNetCore", StringComparison.Ordinal) || name.Contains("EntityFramework", StringComparison.Ordinal)
            || (name.StartsWith("StudyHub.", StringComparison.Ordinal) && name != "StudyHub.Kernel"));
    }

    private static Assembly Load(string module) => Assembly.Load($"StudyHub.{module}");
}
