using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>Somebody moves behind a firewall in the midst of a call: UDP is gone for good, TCP stays.</summary>
public sealed class NoMoreUdpTests(Stage stage) : IClassFixture<Stage>
{
    private const string PathsInUse = """
        async () => {
          const used = [];
          for (const peer of window.peers.filter((p) => p.connectionState === "connected")) {
            const reports = await peer.getStats();
            for (const { type, selectedCandidatePairId } of reports.values())
              if (type === "transport") used.push(reports.get(reports.get(selectedCandidatePairId)?.localCandidateId)?.protocol);
          }
          return used.join();
        }
        """;

    [Fact]
    public async Task Pictures_and_shares_move_to_tcp_on_the_same_connections()
    {
        var (ada, bob) = (await stage.SomebodyAsync("ada_moves"), await stage.SomebodyAsync("bob_moves"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Behind a firewall");
        await ada.EnterAsync();
        await bob.EnterAsync(room);
        await ada.HasPaperScreenAsync(1);
        await ada.ShareAsync();
        await bob.ExpectReadableAsync("ada_moves", 1);
        await bob.ExpectMovingPictureAsync("ada_moves");
        await ada.ExpectMovingPictureAsync("bob_moves");
        await ExpectPathsAsync(bob, "udp,udp"); // On a busy machine the check over TCP may come back first; UDP takes over.
        var peers = await bob.Page.EvaluateAsync<int>("window.peers.length");

        stage.Wire.CutUdp();

        await ExpectPathsAsync(ada, "tcp,tcp");
        await ExpectPathsAsync(bob, "tcp,tcp");
        await ada.Page.EvaluateAsync("window.paperPage = 2");
        await bob.ExpectReadableAsync("ada_moves", 2);
        await bob.ExpectMovingPictureAsync("ada_moves");
        await ada.ExpectMovingPictureAsync("bob_moves");
        Assert.Equal(1, await ada.Page.EvaluateAsync<int>("window.pickers"));
        Assert.Equal(peers, await bob.Page.EvaluateAsync<int>("window.peers.length"));
        await Expect(bob.Tile("ada_moves").GetByText("Owner")).ToBeVisibleAsync();
        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    private static async Task ExpectPathsAsync(Person person, string expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var paths = "";
        while (paths != expected)
        {
            Assert.False(deadline.IsCancellationRequested, $"{person.Handle}'s connections use '{paths}', not '{expected}'.");
            await Task.Delay(200, CancellationToken.None);
            paths = await person.Page.EvaluateAsync<string>(PathsInUse);
        }
    }
}
