using System.Text.Json;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>Somebody who does not use our client: speaks the live connection of docs/protocol.md by hand, with this browser's session.</summary>
internal static class Script
{
    /// <returns>The code of the refusal, or "ok".</returns>
    public static Task<string> CallLiveAsync(this Person person, string name, object body) => person.Page.EvaluateAsync<string>(
        """
        ([name, body]) => new Promise((resolve, reject) => {
          const socket = new WebSocket(`ws://${location.host}/api/v1/live`);
          const say = (frame) => socket.send(`${JSON.stringify(frame)}\x1e`);
          const call = (id, command, request) => say({ type: 1, invocationId: id, target: "Call", arguments: [command, request] });
          socket.onerror = () => reject(new Error("The live connection failed."));
          socket.onopen = () => {
            say({ protocol: "json", version: 1 });
            call("hello", "live.hello", { device: crypto.randomUUID().replaceAll("-", ""), label: "A script" });
          };
          socket.onmessage = ({ data }) => {
            for (const frame of data.split("\x1e").filter(Boolean).map((text) => JSON.parse(text))) {
              if (frame.invocationId === "hello") call("it", name, JSON.parse(body));
              if (frame.invocationId !== "it") continue;
              socket.close();
              resolve(frame.result?.error?.code ?? frame.error ?? "ok");
            }
          };
        })
        """,
        new[] { name, JsonSerializer.Serialize(body) });
}
