using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>Somebody at a browser: does what people do, by what people see. Remembers every complaint of the console.</summary>
public sealed class Person
{
    public const string Password = "correct horse battery";

    private readonly Stage _stage;
    private readonly List<string> _complaints = [];

    public Person(Stage stage, IBrowserContext context, IPage page, string handle)
    {
        (_stage, Context, Page, Handle) = (stage, context, page, handle);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IBrowserContext Context { get; }
    public IPage Page { get; }
    public string Handle { get; }

    /// <summary>The console's errors so far, but for those about a network that was cut on purpose.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Button(string name, bool exact = false) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public async Task SignUpAsync(string from = "/")
    {
        var email = $"{Handle}@example.org";
        await Page.GotoAsync(from);
        await Page.GetByRole(AriaRole.Link, new() { Name = from == "/" ? "Take a seat" : "Sign up" }).First.ClickAsync();
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Button("Send me a code").ClickAsync();
        await Page.GetByLabel("Six-digit code").FillAsync(await _stage.CodeForAsync(email));
        await Page.GetByLabel("Handle").FillAsync(Handle);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await Button("Sign up and come in").ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-up", StringComparison.Ordinal));
    }

    /// <summary>Opens a room through the form; ends in front of the mirror.</summary>
    /// <returns>The room's address.</returns>
    public async Task<string> CreateRoomAsync(string title, string policy = "Silent room", int capacity = 10)
    {
        await Page.GotoAsync("/rooms");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Create room" }).First.ClickAsync();
        await Page.GetByLabel("Title", new() { Exact = true }).FillAsync(title);
        await Page.GetByRole(AriaRole.Radio, new() { Name = "University" }).CheckAsync();
        await Page.GetByLabel("Seats").FillAsync($"{capacity}");
        await Page.GetByRole(AriaRole.Radio, new() { Name = policy }).CheckAsync();
        await Button("Open the room").ClickAsync();
        await Expect(Button("Take a seat")).ToBeVisibleAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>Goes from the mirror into the room, camera on.</summary>
    public async Task EnterAsync(string? room = null, bool camera = true)
    {
        if (room is not null)
        {
            await Page.GotoAsync(room);
        }

        await Expect(Button("Take a seat")).ToBeEnabledAsync();
        if (camera)
        {
            await Button("Camera").First.ClickAsync();
            await Expect(Page.Locator("video")).ToBeVisibleAsync();
        }

        await Button("Take a seat").ClickAsync();
        await Expect(Button("Leave")).ToBeVisibleAsync();
    }

    public async Task SayAsync(string text)
    {
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync(text);
        await Page.Keyboard.PressAsync("Enter");
    }

    public ILocator Message(string text) => Page.GetByRole(AriaRole.Log).GetByText(text, new() { Exact = true });

    public ILocator Tile(string displayName) => Page.GetByRole(AriaRole.Article, new() { Name = displayName, Exact = true });

    /// <summary>Sums one figure over what this browser receives of a kind.</summary>
    public async Task<double> ReceivedAsync(string kind, string figure) => await Page.EvaluateAsync<double>(
        """
        async ([kind, figure]) => {
          let sum = 0;
          for (const peer of window.peers.filter((p) => p.connectionState !== "closed"))
            for (const report of (await peer.getStats()).values())
              if (report.type === "inbound-rtp" && report.kind === kind) sum += report[figure] ?? 0;
          return sum;
        }
        """,
        new[] { kind, figure });

    /// <summary>Waits until a figure has grown by so much from where it stands now.</summary>
    public async Task ExpectGrowthAsync(string kind, string figure, double by, int seconds = 20)
    {
        var from = await ReceivedAsync(kind, figure);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var now = from;
        while (now < from + by)
        {
            Assert.False(deadline.IsCancellationRequested, $"{Handle}: {kind} {figure} went from {from} only to {now} in {seconds} s.");
            await Task.Delay(100, CancellationToken.None);
            now = await ReceivedAsync(kind, figure);
        }
    }

    /// <summary>Whether the picture in somebody's tile changes: two frames differ.</summary>
    public async Task ExpectMovingPictureAsync(string displayName)
    {
        var video = Tile(displayName).Locator("video");
        await Expect(video).ToBeVisibleAsync();
        var moved = await video.EvaluateAsync<bool>(
            """
            async (video) => {
              const canvas = new OffscreenCanvas(64, 36);
              const context = canvas.getContext("2d", { willReadFrequently: true });
              const frame = () => new Promise((resolve) => video.requestVideoFrameCallback(() => {
                context.drawImage(video, 0, 0, 64, 36);
                resolve([...context.getImageData(0, 0, 64, 36).data]);
              }));
              const first = await frame();
              for (let i = 0; i < 60; i++) {
                const next = await frame();
                if (next.some((value, at) => Math.abs(value - first[at]) > 24)) return true;
              }
              return false;
            }
            """);
        Assert.True(moved, $"{Handle} sees no motion in {displayName}'s tile.");
    }

    /// <summary>Nothing that axe calls a fault of WCAG 2.2 AA, and nothing to scroll sideways to.</summary>
    public async Task ExpectAccessibleAsync(string where)
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")));
        var faults = await Page.EvaluateAsync<string[]>(
            """
            async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }))
              .violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ").slice(0, 300)}`)
            """);
        Assert.True(faults.Length == 0, $"{where}: {string.Join("; ", faults)}");
        Assert.True(
            await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{where} scrolls sideways.");
    }

    /// <summary>Presses Tab until the focus is on this, or in it, or around it.</summary>
    public async Task ReachAsync(ILocator target)
    {
        await Expect(target.First).ToBeVisibleAsync();
        for (var presses = 0; presses < 40; presses++)
        {
            if (await target.First.EvaluateAsync<bool>("(e) => e === document.activeElement || (document.activeElement.matches('a, button') && document.activeElement.contains(e))"))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{Handle} cannot reach {target} by keyboard.");
    }

    public Task<ICDPSession> DevToolsAsync() => Context.NewCDPSessionAsync(Page);

    public async Task CloseAsync() => await Context.CloseAsync();
}
