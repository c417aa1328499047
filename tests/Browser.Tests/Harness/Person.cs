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

    public Person(Stage stage, IBrowserContext context, IPage page, string handle, Words words)
    {
        (_stage, Context, Page, Handle, Words) = (stage, context, page, handle, words);
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

    public string Email => $"{Handle}@example.org";

    /// <summary>What this person's pages say.</summary>
    public Words Words { get; }

    /// <summary>The console's errors so far, but for those about a network that was cut on purpose.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>The room's way out: who sees it is in.</summary>
    public ILocator Leave => Button(Words["meetings.controls.leave"]);

    public ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    public ILocator Link(string name, bool exact = false) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = exact });

    public ILocator Text(string text, bool exact = false) => Page.GetByText(text, new() { Exact = exact });

    public ILocator Button(string name, bool exact = false) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = exact });

    public async Task SignUpAsync(string from = "/")
    {
        await Page.GotoAsync(from);
        await Link(Words[from == "/" ? "accounts.landing.start" : "common.sign_up"]).First.ClickAsync();
        await ProveAddressAsync();
        await Page.GetByLabel(Words["accounts.handle"]).FillAsync(Handle);
        await Page.GetByLabel(Words["accounts.password"], new() { Exact = true }).FillAsync(Password);
        await Button(Words["accounts.sign_up.finish"]).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/sign-up", StringComparison.Ordinal));
    }

    /// <summary>Has signed up before: by the same requests as the form sends, without looking at it.</summary>
    public async Task ArriveAsync()
    {
        await Page.GotoAsync("/sign-in");
        await PostAsync("accounts/codes", new { email = Email, purpose = "sign_up" });
        var code = await _stage.CodeForAsync(Email);
        var proof = await PostAsync("accounts/codes/verify", new { email = Email, purpose = "sign_up", code });
        await PostAsync("accounts", new { handle = Handle, password = Password, email = Email, proof = proof.GetProperty("proof").GetString() });
        await Page.GotoAsync("/rooms");
    }

    /// <summary>A request of this person's browser to the API.</summary>
    public async Task<JsonElement> PostAsync(string path, object body) => JsonElement.Parse(await Page.EvaluateAsync<string>(
        """
        async ([path, body]) => {
          const answer = await fetch(`/api/v1/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body });
          if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
          return (await answer.text()) || "{}";
        }
        """,
        new[] { path, JsonSerializer.Serialize(body) }));

    /// <summary>Asks for a code, reads the mail, and types it in.</summary>
    public async Task ProveAddressAsync()
    {
        var known = await _stage.MailsToAsync(Email);
        await Page.GetByLabel(Words["accounts.email"], new() { Exact = true }).FillAsync(Email);
        await Button(Words["accounts.sign_up.send_code"]).ClickAsync();
        await Page.GetByLabel(Words["accounts.sign_up.code"]).FillAsync(await _stage.CodeForAsync(Email, known));
    }

    /// <summary>On the page that asks for it.</summary>
    public async Task SignInAsync(string password = Password)
    {
        await Page.GetByLabel(Words["accounts.sign_in.name"]).FillAsync(Handle);
        await Page.GetByLabel(Words["accounts.password"], new() { Exact = true }).FillAsync(password);
        await Button(Words["common.sign_in"], exact: true).ClickAsync();
    }

    /// <summary>Opens a room through the form; ends in front of the mirror.</summary>
    /// <returns>The room's address.</returns>
    public async Task<string> CreateRoomAsync(string title, string policy = "silent", int capacity = 10, string? password = null, string cameras = "off")
    {
        await Page.GotoAsync("/rooms");
        await Link(Words["rooms.lobby.create"]).First.ClickAsync();
        await Page.GetByLabel(Words["rooms.create.name"], new() { Exact = true }).FillAsync(title);
        await Page.GetByRole(AriaRole.Radio, new() { Name = Words["rooms.channel.university"] }).CheckAsync();
        await Page.GetByLabel(Words["rooms.create.capacity"], new() { Exact = true }).FillAsync($"{capacity}");
        await Page.GetByRole(AriaRole.Radio, new() { Name = Words[$"rooms.policy.{policy}"] }).CheckAsync();
        await Page.GetByLabel(Words["rooms.create.cameras"]).SelectOptionAsync(cameras);
        if (password is not null)
        {
            await Page.GetByLabel(Words["rooms.create.password"]).FillAsync(password);
        }

        await Button(Words["rooms.create.submit"]).ClickAsync();
        await Expect(Button(Words["meetings.prejoin.enter"])).ToBeVisibleAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>Founds a group through the form; ends on its page.</summary>
    /// <returns>The group's address.</returns>
    public async Task<string> FoundGroupAsync(string name, string policy = "open", bool isHidden = false)
    {
        await Page.GotoAsync("/groups/new");
        await Page.GetByLabel(Words["groups.form.name"], new() { Exact = true }).FillAsync(name);
        await Page.GetByRole(AriaRole.Textbox, new() { Name = Words["groups.form.subject"] }).FillAsync("TOEIC");
        if (isHidden)
        {
            await Page.GetByRole(AriaRole.Radio, new() { Name = Words["groups.visibility.hidden"] }).CheckAsync();
        }
        else
        {
            await Page.GetByRole(AriaRole.Radio, new() { Name = Words[$"groups.policy.{policy}"] }).CheckAsync();
        }

        await Button(Words["groups.create.submit"]).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = name })).ToBeVisibleAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    /// <summary>Goes from the mirror into the room, camera on.</summary>
    public async Task EnterAsync(string? room = null, bool camera = true)
    {
        if (room is not null)
        {
            await Page.GotoAsync(room);
        }

        var enter = Button(Words["meetings.prejoin.enter"]);
        await Expect(enter).ToBeEnabledAsync();
        if (camera)
        {
            await Button(Words["meetings.device.camera"]).First.ClickAsync();
            await Expect(Page.Locator("video")).ToBeVisibleAsync();
        }

        await enter.ClickAsync();
        await Expect(Leave).ToBeVisibleAsync();
    }

    public async Task SayAsync(string text)
    {
        await Page.GetByRole(AriaRole.Textbox, new() { Name = Words["chat.message"] }).FillAsync(text);
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

    /// <summary>Waits until a second passes in which nothing of a kind arrives.</summary>
    public async Task ExpectNothingArrivesAsync(string kind, int seconds = 20)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var (before, now) = (-1d, await ReceivedAsync(kind, "bytesReceived"));
        while (before != now)
        {
            Assert.False(deadline.IsCancellationRequested, $"{Handle} still receives {kind} after {seconds} s.");
            before = now;
            await Task.Delay(1_000, CancellationToken.None);
            now = await ReceivedAsync(kind, "bytesReceived");
        }
    }

    /// <summary>Waits until of the own camera's layers exactly these are sent, by their RIDs: the others' packets have stopped.</summary>
    public async Task ExpectLayersAsync(string rids, int seconds = 40)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var sent = "?";
        while (sent != rids)
        {
            Assert.False(deadline.IsCancellationRequested, $"{Handle} sends the layers '{sent}', not '{rids}', after {seconds} s.");
            sent = await Page.EvaluateAsync<string>(
                """
                async () => {
                  const count = async () => {
                    const sent = new Map();
                    for (const peer of window.peers.filter((p) => p.connectionState !== "closed"))
                      for (const report of (await peer.getStats()).values())
                        if (report.type === "outbound-rtp" && report.rid) sent.set(report.rid, report.packetsSent);
                    return sent;
                  };
                  const before = await count();
                  await new Promise((resolve) => setTimeout(resolve, 1000));
                  const after = await count();
                  return [...after.keys()].filter((rid) => after.get(rid) > (before.get(rid) ?? 0)).sort().join();
                }
                """);
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
        // What still fades in has less contrast than it will have.
        await Page.EvaluateAsync("() => Promise.all(document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime < 5000).map((a) => a.finished.catch(() => {})))");
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

    /// <summary>The console has nothing to say but that the server refused, with these codes, what was to be refused.</summary>
    public void ExpectNoComplaints(params int[] refusals) =>
        Assert.DoesNotContain(_complaints, c => !refusals.Any(code => c.Contains($"{code}", StringComparison.Ordinal)));

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

    /// <summary>The authenticator that Chromium pretends to have: it holds passkeys and says yes.</summary>
    public async Task AddAuthenticatorAsync()
    {
        var devTools = await DevToolsAsync();
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }

    public async Task CloseAsync() => await Context.CloseAsync();
}
