import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "./live";

/** Stands for SignalR's connection, which is not ours. */
const hub = {
  hello: { value: { userId: "me", serverTime: "2026-03-02T09:00:00.000Z", heartbeat: 10 }, error: null } as unknown,
  starts: 0,
  stops: 0,
  calls: [] as string[],
  answers: true,
};
vi.mock("@microsoft/signalr", () => ({
  HttpTransportType: { WebSockets: 1 },
  HubConnectionState: { Connected: "Connected" },
  LogLevel: { None: 6 },
  HubConnectionBuilder: class {
    withUrl = () => this;
    configureLogging = () => this;
    build = () => ({
      state: "Connected",
      on: () => {},
      onclose: () => {},
      start: async () => void hub.starts++,
      stop: async () => void hub.stops++,
      invoke: (_: string, name: string) => {
        hub.calls.push(name);
        if (!hub.answers) return new Promise(() => {});
        return Promise.resolve(name === "live.hello" ? hub.hello : { value: {}, error: null });
      },
    });
  },
}));
describe("the live connection", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["Date", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
      now: Date.parse("2026-03-04T21:30:00Z"),
    });
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("navigator", { userAgent: "test" });
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => {} });
    Object.assign(hub, { starts: 0, stops: 0, calls: [], answers: true });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

  it("knows the server's time on a device whose clock is days off", async () => {
    const live = new Live("/live");
    live.start();
    await seconds(1);

    expect(live.status).toBe("online");
    expect(Math.abs(live.serverNow() - Date.parse("2026-03-02T09:00:01Z"))).toBeLessThan(1100);
    live.stop();
  });

  it("gives up on a server that answers no sign of life for 15 s, says so, and is back once it answers", async () => {
    const live = new Live("/live");
    live.start();
    await seconds(1);
    hub.answers = false;

    await seconds(17);
    expect(live.status).toBe("lost");
    expect(hub.calls.filter((name) => name === "live.beat").length).toBeGreaterThan(0);

    hub.answers = true;
    await seconds(12);
    expect(live.status).toBe("online");
    live.stop();
  });

  it("does not take a clock that jumps for silence", async () => {
    const live = new Live("/live");
    live.start();
    await seconds(1);

    vi.setSystemTime(Date.parse("2030-01-01T00:00:00Z"));
    await seconds(3);

    expect(live.status).toBe("online");
    expect(hub.starts).toBe(1);
    live.stop();
  });
});
