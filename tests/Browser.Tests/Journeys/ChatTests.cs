using System.Text;
using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E13: a conversation with edits, a broken connection, files, formulas and a search.</summary>
public sealed class ChatTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_lively_conversation()
    {
        var (ada, bob, room) = await TwoInRoomAsync("ada_chats", "bob_chats");

        await ada.SayAsync("The quadratic formula: $x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$");
        await Expect(Log(bob).Locator(".katex").First).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("```python\ndef f(x):\n    return x ** 2\n```");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(Log(bob).Locator("pre .hljs-keyword").First).ToHaveTextAsync("def");
        await ada.SayAsync("<img src=x onerror=alert(1)> ![x](https://example.org/x.png) **bold**");
        await Expect(Log(bob).Locator("strong")).ToHaveTextAsync("bold");
        await Expect(Log(bob).Locator("img")).ToHaveCountAsync(0);

        // An answer, with a name chosen by keyboard.
        await DoAsync(bob, "The quadratic formula", "Reply");
        await bob.Page.Keyboard.TypeAsync("@ada");
        await Expect(bob.Page.GetByRole(AriaRole.Option, new() { Name = "ada_chats" })).ToBeVisibleAsync();
        await bob.Page.Keyboard.PressAsync("Enter");
        await bob.Page.Keyboard.TypeAsync("thank you");
        await bob.Page.Keyboard.PressAsync("Enter");
        var answer = Row(ada, "thank you");
        await Expect(answer.GetByText("@ada_chats", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(answer.GetByRole(AriaRole.Button, new() { Name = "Go to ada_chats's message" })).ToBeVisibleAsync();

        // A reaction, an edit, a pin, a removal.
        await answer.HoverAsync();
        await answer.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = "🎉" }).ClickAsync();
        await Expect(Row(bob, "thank you").GetByRole(AriaRole.Button, new() { Name = "🎉 by 1 person" })).ToBeVisibleAsync();
        await DoAsync(bob, "thank you", "Edit");
        await bob.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("@ada_chats many thanks");
        await bob.Page.Keyboard.PressAsync("Enter");
        await Expect(Row(ada, "many thanks").GetByText("edited")).ToBeVisibleAsync();
        await DoAsync(ada, "many thanks", "Pin");
        await bob.Button("Pinned messages").ClickAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Region, new() { Name = "Pinned messages" }).GetByText("many thanks")).ToBeVisibleAsync();
        await bob.Button("Pinned messages").ClickAsync();
        await ada.SayAsync("oops, a secret");
        await Expect(bob.Message("oops, a secret")).ToBeVisibleAsync();
        await DoAsync(ada, "oops, a secret", "Delete");
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(bob.Message("oops, a secret")).ToHaveCountAsync(0);
        await Expect(bob.Message("This message was deleted.")).ToBeVisibleAsync();

        await bob.ExpectAccessibleAsync("the chat");
        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
        Assert.NotEmpty(room);
    }

    [Fact]
    public async Task Thirty_messages_an_edit_and_a_deletion_while_away_come_in_order()
    {
        var bobsLine = new Line();
        var (ada, bob, room) = await TwoInRoomAsync("ada_sends", "bob_away", bobsLine);
        await ada.SayAsync("before");
        await Expect(bob.Message("before")).ToBeVisibleAsync();
        await bobsLine.CutAsync();
        await bob.SayAsync("written offline");

        for (var i = 1; i <= 30; i++)
        {
            await ada.SayAsync($"number {i}");
        }

        await Expect(ada.Message("number 30")).ToBeVisibleAsync();
        await Expect(Log(ada).GetByText("Sending")).ToHaveCountAsync(0, new() { Timeout = 60_000 }); // Twenty in ten seconds: the rest waits its turn.
        await DoAsync(ada, "number 7", "Edit");
        await ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).FillAsync("number seven");
        await ada.Page.Keyboard.PressAsync("Enter");
        await DoAsync(ada, "number 9", "Delete");
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(ada.Message("This message was deleted.")).ToBeVisibleAsync();
        bobsLine.Restore();

        await Expect(ada.Message("written offline")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(bob.Message("number seven")).ToBeVisibleAsync();
        string[] expected = ["before", .. Enumerable.Range(1, 30).Select(i => i switch { 7 => "number seven", 9 => "This message was deleted.", _ => $"number {i}" }), "written offline"];
        foreach (var person in (Person[])[ada, bob])
        {
            var texts = await Log(person).Locator("[data-sequence] p").EvaluateAllAsync<string[]>("(all) => all.filter((p) => !p.querySelector('time')).map((p) => p.textContent)");
            Assert.Equal(expected, texts);
        }

        await ada.CloseAsync();
        await bob.CloseAsync();
        Assert.NotEmpty(room);
    }

    [Fact]
    public async Task A_reader_stays_put_finds_two_syllables_and_jumps_to_what_was_answered_long_ago()
    {
        var (ada, bob, room) = await TwoInRoomAsync("ada_talks", "bob_reads");
        await ada.SayAsync("선형대수 시험은 언제예요?");
        await Expect(bob.Message("선형대수 시험은 언제예요?")).ToBeVisibleAsync();
        for (var i = 1; i <= 40; i++)
        {
            await ada.SayAsync($"line {i}");
            await bob.SayAsync($"line {40 + i}");
        }

        await Expect(Log(ada).GetByText("Sending")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(Log(bob).GetByText("Sending")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await bob.Page.ReloadAsync();
        await Expect(bob.Message("line 80")).ToBeVisibleAsync();
        await Expect(bob.Message("선형대수 시험은 언제예요?")).ToHaveCountAsync(0); // More than a page and a half ago.
        await bob.Button("Search the chat").ClickAsync();
        await bob.Page.GetByRole(AriaRole.Searchbox).FillAsync("대수");
        await bob.Page.GetByRole(AriaRole.Region, new() { Name = "Search the chat" }).GetByRole(AriaRole.Button, new() { Name = "선형대수" }).ClickAsync();
        await Expect(bob.Message("선형대수 시험은 언제예요?")).ToBeInViewportAsync();
        await Expect(bob.Message("line 80")).ToHaveCountAsync(1); // What lies between has come, and the reader was not moved.
        await Expect(bob.Message("선형대수 시험은 언제예요?")).ToBeInViewportAsync();
        await Log(bob).EvaluateAsync("(log) => { log.scrollTop = log.scrollHeight; }");
        await Expect(bob.Message("line 80")).ToBeInViewportAsync();

        await Log(bob).EvaluateAsync("(log) => { log.scrollTop = log.scrollHeight - log.clientHeight - 600; }");
        await Expect(bob.Message("line 80")).Not.ToBeInViewportAsync();
        var before = await Log(bob).EvaluateAsync<double>("(log) => log.scrollTop");
        for (var i = 1; i <= 3; i++)
        {
            await ada.SayAsync($"new {i}");
        }

        await Expect(bob.Button("3 new messages")).ToBeVisibleAsync();
        Assert.Equal(before, await Log(bob).EvaluateAsync<double>("(log) => log.scrollTop"), 1.0);
        await bob.Button("3 new messages").ClickAsync();
        await Expect(bob.Message("new 3")).ToBeInViewportAsync();
        await ada.CloseAsync();
        await bob.CloseAsync();
        Assert.NotEmpty(room);
    }

    [Fact]
    public async Task A_pdf_previews_and_its_link_is_nobody_elses()
    {
        var (ada, bob, room) = await TwoInRoomAsync("ada_shares", "bob_opens");
        var cem = await stage.SomebodyAsync("cem_outside");
        await cem.SignUpAsync();
        await ada.Page.Locator("input[type=file]").SetInputFilesAsync(
        (FilePayload[])
        [
            new() { Name = "notes.pdf", MimeType = "application/pdf", Buffer = OnePagePdf() },
            new() { Name = "virus.pdf", MimeType = "application/pdf", Buffer = "MZ"u8.ToArray() },
        ]);
        await Expect(ada.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "The file is not what its name says." })).ToBeVisibleAsync();
        await ada.Button("Remove virus.pdf").ClickAsync();
        await ada.SayAsync("my notes");

        await bob.Button("Open notes.pdf").ClickAsync();
        await Expect(bob.Page.Locator("canvas[data-drawn=true]")).ToBeVisibleAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        var link = await Log(bob).GetByRole(AriaRole.Link, new() { Name = "Download notes.pdf" }).GetAttributeAsync("href");
        var theirs = await bob.Page.APIRequest.GetAsync(new Uri(new Uri(bob.Page.Url), link).ToString());
        var others = await cem.Page.APIRequest.GetAsync(new Uri(new Uri(bob.Page.Url), link).ToString());

        Assert.Equal((200, 404), (theirs.Status, others.Status));
        Assert.Empty(bob.Complaints);
        await ada.CloseAsync();
        await bob.CloseAsync();
        await cem.CloseAsync();
        Assert.NotEmpty(room);
    }

    [Fact]
    public async Task Enter_that_ends_a_syllable_sends_nothing_and_the_next_sends_once()
    {
        var (ada, bob, room) = await TwoInRoomAsync("ada_composes", "bob_receives");
        var box = ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await box.FocusAsync();
        var devTools = await ada.DevToolsAsync();
        await devTools.SendAsync("Input.imeSetComposition", new() { ["text"] = "한글", ["selectionStart"] = 2, ["selectionEnd"] = 2 });
        await Expect(box).ToHaveValueAsync("한글");

        // As input methods report it: the key belongs to them (229), and they commit.
        await devTools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 229 });
        await devTools.SendAsync("Input.insertText", new() { ["text"] = "한글" });
        await devTools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13 });
        await Expect(box).ToHaveValueAsync("한글");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(bob.Message("한글")).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync("");
        await ada.SayAsync("끝");
        await Expect(bob.Message("끝")).ToBeVisibleAsync();
        await Expect(Log(bob).Locator("[data-sequence]")).ToHaveCountAsync(2);
        Assert.Empty(ada.Complaints);
        await ada.CloseAsync();
        await bob.CloseAsync();
        Assert.NotEmpty(room);
    }

    [Fact]
    public async Task A_message_whose_acknowledgement_was_lost_is_there_once()
    {
        var line = new Line();
        var (bob, ada, room) = await TwoInRoomAsync("bob_counts", "ada_loses", line);
        line.Deafen();

        await ada.SayAsync("only once");
        await Expect(bob.Message("only once")).ToBeVisibleAsync(); // Stored, and the answer is lost.
        await Expect(Log(ada).GetByText("Sending")).ToBeVisibleAsync();
        await line.CutAsync();
        line.Restore();

        await Expect(Log(ada).GetByText("Sending")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await ada.SayAsync("and on");
        await Expect(bob.Message("and on")).ToBeVisibleAsync();
        foreach (var person in (Person[])[ada, bob])
        {
            await Expect(person.Message("only once")).ToHaveCountAsync(1);
            await Expect(Log(person).Locator("[data-sequence]")).ToHaveCountAsync(2);
        }

        await ada.CloseAsync();
        await bob.CloseAsync();
        Assert.NotEmpty(room);
    }

    private async Task<(Person Ada, Person Bob, string Room)> TwoInRoomAsync(string one, string other, Line? othersLine = null)
    {
        var ada = await stage.SomebodyAsync(one);
        var bob = await stage.SomebodyAsync(other);
        await (othersLine?.BecomeAsync(bob.Page) ?? Task.CompletedTask);
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Lively");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        return (ada, bob, room);
    }

    private static ILocator Log(Person person) => person.Page.GetByRole(AriaRole.Log);

    private static ILocator Row(Person person, string text) => Log(person).Locator("[data-sequence]").Filter(new() { HasText = text }).Last;

    private static async Task DoAsync(Person person, string text, string deed)
    {
        var row = Row(person, text);
        for (var tries = 1; ; tries++)
        {
            await row.HoverAsync();
            try
            {
                await row.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync(new() { Timeout = 4_000 });
                break;
            }
            catch (TimeoutException) when (tries < 5)
            {
                // A message came, and the list moved away under the mouse: people point again.
            }
        }

        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = deed, Exact = true }).ClickAsync();
    }

    /// <summary>One person's live connection, which can be cut while everybody else's stands.</summary>
    private sealed class Line
    {
        private IReadOnlyList<IWebSocketRoute> _open = [];
        private bool _cut;
        private bool _deaf;

        public Task BecomeAsync(IPage page) => page.RouteWebSocketAsync(
            url => url.Contains("/api/v1/live", StringComparison.Ordinal),
            socket =>
            {
                if (_cut)
                {
                    _ = socket.CloseAsync();
                    return;
                }

                var server = socket.ConnectToServer();
                server.OnMessage(frame =>
                {
                    if (!_deaf && frame.Text is { } text)
                    {
                        socket.Send(text);
                    }
                });
                _open = [socket, server];
            });

        /// <summary>What is said still arrives; nothing comes back.</summary>
        public void Deafen() => _deaf = true;

        public async Task CutAsync()
        {
            _cut = true;
            foreach (var side in _open)
            {
                await side.CloseAsync();
            }

            _open = [];
        }

        public void Restore() => (_cut, _deaf) = (false, false);
    }

    /// <summary>The smallest PDF that has a page and a word.</summary>
    private static byte[] OnePagePdf()
    {
        const string Words = "BT /F1 24 Tf 60 700 Td (Lecture notes) Tj ET";
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {Words.Length} >>\nstream\n{Words}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ];
        var file = "%PDF-1.4\n";
        var table = "";
        foreach (var (index, content) in objects.Index())
        {
            table += $"{file.Length:d10} 00000 n \n";
            file += $"{index + 1} 0 obj\n{content}\nendobj\n";
        }

        var end = $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{file.Length}\n%%EOF\n";
        return Encoding.ASCII.GetBytes(file + end);
    }
}
