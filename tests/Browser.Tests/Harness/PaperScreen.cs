using Microsoft.Playwright;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>
/// A screen to share whose contents a test knows: pages of 12 px text, painted instead of a desktop that a test machine does not have.
/// Only the browser's own picker is left out; capture, encoding and everything of ours is real.
/// </summary>
public static class PaperScreen
{
    private const string Paint = """
        () => {
          window.paint = (context, page) => {
            context.fillStyle = "white";
            context.fillRect(0, 0, 1280, 720);
            context.fillStyle = "black";
            context.font = "12px sans-serif";
            for (let line = 0; line < 34; line++)
              context.fillText(`${page}.${line} ` + [...Array(24)].map((_, word) => ((page * 7919 + line * 104729 + word * 1299709) % 1679616).toString(36)).join(" "), 24, 30 + line * 20);
          };
        }
        """;

    /// <summary>From now on, until a reload, this person's browser shares the painted screen.</summary>
    public static async Task HasPaperScreenAsync(this Person person, int page)
    {
        await person.Page.EvaluateAsync(Paint);
        await person.Page.EvaluateAsync(
            """
            (page) => {
              const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
              const context = canvas.getContext("2d");
              let tick = 0;
              window.pickers = 0;
              window.paperPage = page;
              setInterval(() => {
                window.paint(context, window.paperPage);
                context.fillStyle = tick++ % 2 ? "white" : "black"; // A frame that changes is a frame that is sent.
                context.fillRect(1270, 710, 10, 10);
              }, 200);
              navigator.mediaDevices.getDisplayMedia = async () => {
                window.pickers++;
                const stream = canvas.captureStream(10);
                [window.screenTrack] = stream.getVideoTracks();
                return stream;
              };
            }
            """,
            page);
    }

    /// <summary>Presses the button and starts sharing, in the mode that is offered first.</summary>
    public static async Task ShareAsync(this Person person)
    {
        await person.Button("Share", exact: true).ClickAsync();
        await person.Button("Choose what to share").ClickAsync();
        await Assertions.Expect(person.Button("Stop sharing").First).ToBeVisibleAsync();
    }

    /// <summary>What the browser's own "stop sharing" does: the track ends by itself.</summary>
    public static Task StopByBrowserAsync(this Person person) =>
        person.Page.EvaluateAsync("() => { window.screenTrack.stop(); window.screenTrack.dispatchEvent(new Event('ended')); }");

    /// <summary>Waits until the picture in the foreground is the painted page, letter by letter: same size, and brightness that goes with it closely.</summary>
    public static async Task ExpectReadableAsync(this Person person, string displayName, int page, int seconds = 30)
    {
        await person.Page.EvaluateAsync(Paint);
        var video = person.Page.GetByRole(AriaRole.Figure, new() { Name = $"{displayName}’s screen" }).Locator("video");
        await Assertions.Expect(video).ToBeVisibleAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var seen = "nothing";
        while (!deadline.IsCancellationRequested)
        {
            var match = await video.EvaluateAsync<double>(
                """
                (video, page) => {
                  if (video.videoWidth !== 1280 || video.videoHeight !== 720) return -1;
                  const gray = (draw) => {
                    const context = new OffscreenCanvas(1280, 720).getContext("2d", { willReadFrequently: true });
                    draw(context);
                    const { data } = context.getImageData(0, 0, 1260, 700);
                    return Float64Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + 1]);
                  };
                  const sent = gray((context) => window.paint(context, page));
                  const got = gray((context) => context.drawImage(video, 0, 0));
                  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
                  const [a, b] = [mean(sent), mean(got)];
                  let [both, left, right] = [0, 0, 0];
                  for (let at = 0; at < sent.length; at++) {
                    both += (sent[at] - a) * (got[at] - b);
                    left += (sent[at] - a) ** 2;
                    right += (got[at] - b) ** 2;
                  }
                  return both / Math.sqrt(left * right || 1);
                }
                """,
                page);
            seen = match < 0 ? "another size" : $"{match:0.000}";
            if (match > 0.9)
            {
                return;
            }

            await Task.Delay(100, CancellationToken.None);
        }

        Assert.Fail($"{person.Handle} cannot read page {page} on {displayName}'s screen: {seen}.");
    }
}
