using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Features.Tests.Harness;
using StudyHub.LoadTest;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Transport;
using StudyHub.Server;
using Crowd = StudyHub.LoadTest.Crowd;
using ServerUnderLoad = StudyHub.LoadTest.Signaling.StudyHubServer;

namespace StudyHub.Features.Tests.Doors;

/// <summary>The people of a load test: how they get in, and that they see each other.</summary>
public sealed class LoadTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Simulated_people_see_and_hear_each_other_over_the_public_protocol()
    {
        await using var product = new ProductProcess();
        var people = await ServerUnderLoad.ReadPeopleAsync(await product.SeedByCommandAsync(3), Ct);
        await product.StartAsync();
        await using var server = new ServerUnderLoad(product.Address, people);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), VideoProfile.P180, new("127.0.0.1"));
        await using var crowd = new Crowd(server, around, new(People: 3, Each: 2));

        await crowd.GatherAsync(Ct);
        await reactor.AskAsync(() =>
        {
            around.Tally.Restart();
            return true;
        });
        await Eventually.TrueAsync(() => reactor.AskAsync(() => around.Tally.Packets > 300), "300 packets have come");

        Assert.Equal(6, crowd.Streams);
        Assert.Equal(0, await reactor.AskAsync(() => around.Tally.Damaged));
        Assert.True(await reactor.AskAsync(() => around.Tally.Delay.Count) > 300);
        Assert.All(crowd.People, person => Assert.Equal(2, person.Receiver.Pictures));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_lost_on_the_way_comes_again()
    {
        await using var product = new ProductProcess();
        var people = await ServerUnderLoad.ReadPeopleAsync(await product.SeedByCommandAsync(2), Ct);
        await product.StartAsync();
        await using var server = new ServerUnderLoad(product.Address, people);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new() { Loss = 0.1 }, VideoProfile.P180, new("127.0.0.1"));
        await using var crowd = new Crowd(server, around, new(People: 2, Each: 1));

        await crowd.GatherAsync(Ct);

        await Eventually.TrueAsync(() => reactor.AskAsync(() => around.Tally.Missing > 10 && around.Tally.Retransmitted > 10), "lost packets came again");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_shared_screen_is_seen_and_can_be_shared_again()
    {
        await using var product = new ProductProcess();
        var people = await ServerUnderLoad.ReadPeopleAsync(await product.SeedByCommandAsync(2), Ct);
        await product.StartAsync();
        await using var server = new ServerUnderLoad(product.Address, people);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), VideoProfile.P180, new("127.0.0.1"));
        await using var crowd = new Crowd(server, around, new(People: 2, Each: 1));
        await crowd.GatherAsync(Ct);
        var (shares, watches) = (crowd.People.First(), crowd.People.Last());

        await shares.ShareAsync(true, Ct);
        await watches.WatchAsync([shares.Name], [shares.Name], Ct);
        await watches.PicturesAsync(2, Ct);
        await shares.ShareAsync(false, Ct);
        await watches.WatchAsync([shares.Name], [], Ct);
        await shares.ShareAsync(true, Ct);
        await watches.WatchAsync([shares.Name], [shares.Name], Ct);
        var sent = await reactor.AskAsync(() => (long)shares.Sender.Screen.Packets);
        await Eventually.TrueAsync(() => reactor.AskAsync(() => shares.Sender.Screen.Packets > sent + 20), "the screen is sent again");

        Assert.Equal(0, await reactor.AskAsync(() => around.Tally.Damaged));
    }

    [Fact(Timeout = 120_000)]
    public async Task Cameras_in_three_sizes_are_seen_in_the_size_that_was_asked_for()
    {
        await using var product = new ProductProcess();
        var people = await ServerUnderLoad.ReadPeopleAsync(await product.SeedByCommandAsync(3), Ct);
        await product.StartAsync();
        await using var server = new ServerUnderLoad(product.Address, people);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), VideoProfile.P360, new("127.0.0.1", feedback: true), Simulcast: true);
        await using var crowd = new Crowd(server, around, new(People: 3, Each: 2));

        await crowd.GatherAsync(Ct);

        await Eventually.TrueAsync(
            () => reactor.AskAsync(() => crowd.People.All(person => person.Receiver.Widths.Order().SequenceEqual([160, 640]))),
            "everybody sees one camera large and one small");
        Assert.All(crowd.People, person => Assert.True(person.Receiver.HasFeedback));
        Assert.All(crowd.People, person => Assert.Equal(3, person.Sender.Cameras.Count));
    }

    [Fact]
    public async Task Seeding_twice_keeps_the_accounts_and_gives_new_sessions_that_their_owner_alone_can_read()
    {
        await using var product = new ProductProcess();
        var file = await product.SeedByCommandAsync(2);
        var first = await ServerUnderLoad.ReadPeopleAsync(file, Ct);

        var second = await ServerUnderLoad.ReadPeopleAsync(await product.SeedByCommandAsync(3), Ct);

        Assert.Equal(["seeded1", "seeded2", "seeded3"], second.Select(p => p.Handle));
        Assert.Empty(second.Select(p => p.Cookie).Intersect(first.Select(p => p.Cookie)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Where_people_have_signed_up_nobody_is_seeded()
    {
        using var ada = await app.SignUpAsync();

        var seeded = await app.Services.GetRequiredService<ISeeding>().SeedAsync(1, Ct);

        Assert.False(seeded.IsOk(out _, out var error));
        Assert.Equal("accounts.seeding_refused", error.Code);
    }

    [Fact]
    public async Task Production_is_not_seeded()
    {
        var folder = Directory.CreateTempSubdirectory("studyhub-seed-").FullName;
        var config = Path.Combine(folder, "studyhub.json");
        await File.WriteAllTextAsync(config, """{ "Mail": { "AllowOutbox": true } }""", Ct);

        var exit = await StudyHubServer.MainAsync(["seed", "--people", "1", "--config", config, "--data", Path.Combine(folder, "data"), "--production"]);

        Assert.Equal(2, exit);
        Assert.False(File.Exists(Path.Combine(folder, "data", "people.json")));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
