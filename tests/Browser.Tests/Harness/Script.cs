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
          const call = (id, command, request) => socket.send(JSON.stringify({ id, name: command, body: request }));
          socket.onclose = () => reject(new Error("The live connection ended without an answer."));
          socket.onopen = () => call(1, "live.hello", { device: crypto.randomUUID().replaceAll("-", ""), label: "A script" });
          socket.onmessage = ({ data }) => {
            const frame = JSON.parse(data);
            if (frame.id === 1) call(2, name, JSON.parse(body));
            if (frame.id !== 2) return;
            resolve(frame.error?.code ?? "ok");
            socket.close();
          };
        })
        """,
        new[] { name, JsonSerializer.Serialize(body) });
}
