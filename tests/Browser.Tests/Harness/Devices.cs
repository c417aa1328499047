namespace StudyHub.Browser.Tests.Harness;

/// <summary>What a browser, or somebody who tampers with it, does with camera and microphone.</summary>
internal static class Devices
{
    /// <summary>From the next page on, every track that was opened stays in <c>window.tracks</c>.</summary>
    public static Task RecordsTracksAsync(this Person person) => person.Context.AddInitScriptAsync(
        """
        window.tracks = [];
        const open = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
        if (open) navigator.mediaDevices.getUserMedia = async (wanted) => {
          const stream = await open(wanted);
          window.tracks.push(...stream.getTracks());
          return stream;
        };
        """);

    /// <summary>The person has said no to camera and microphone: what is not granted is denied.</summary>
    public static async Task DeniesDevicesAsync(this Person person)
    {
        await person.Context.ClearPermissionsAsync();
        await person.Context.GrantPermissionsAsync([]);
    }

    /// <summary>A modified client: sends sound on the microphone's line, whatever the room allows, until a hundred packets have left.</summary>
    public static Task SendsToneAsync(this Person person) => person.Page.EvaluateAsync(
        """
        async () => {
          const context = new AudioContext();
          const tone = new OscillatorNode(context);
          const out = context.createMediaStreamDestination();
          tone.connect(out);
          tone.start();
          const peer = window.peers.find((p) => p.connectionState === "connected" && p.getTransceivers().some((t) => t.direction === "sendonly"));
          const sender = peer.getTransceivers().find((t) => t.receiver.track.kind === "audio").sender;
          await sender.replaceTrack(out.stream.getTracks()[0]);
          const sent = async () => [...(await sender.getStats()).values()].find((r) => r.type === "outbound-rtp")?.packetsSent ?? 0;
          const until = Date.now() + 20000;
          while ((await sent()) < 100) {
            if (Date.now() > until) throw new Error(`Only ${await sent()} packets were sent.`);
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }
        """);
}
