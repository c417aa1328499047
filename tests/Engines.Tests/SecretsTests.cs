using StudyHub.Engines.Embedded;

namespace StudyHub.Engines.Tests;

public sealed class SecretsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("studyhub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_secret_stays_the_same_across_restarts_and_serves_one_purpose()
    {
        var first = new SecretFiles(new(_folder)).Get("codes");
        var again = new SecretFiles(new(_folder)).Get("codes");
        var other = new SecretFiles(new(_folder)).Get("push");

        Assert.Equal(32, first.Length);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void Only_the_owner_can_read_it()
    {
        new SecretFiles(new(_folder)).Get("codes");
        var folder = Path.Combine(_folder, "secrets");

        Assert.Equal(["codes"], Directory.GetFiles(folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "codes")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
    }

    [Fact]
    public void A_damaged_secret_is_named_and_not_replaced()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "secrets"));
        File.WriteAllText(Path.Combine(_folder, "secrets", "codes"), "short");

        var damaged = Assert.Throws<InvalidDataException>(() => new SecretFiles(new(_folder)).Get("codes"));

        Assert.Contains("codes", damaged.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../codes")]
    [InlineData("Codes")]
    public void No_name_escapes_the_folder(string name) => Assert.Throws<ArgumentException>(() => new SecretFiles(new(_folder)).Get(name));
}
