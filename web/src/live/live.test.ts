import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Live } from "./live";

/** Stands for the browser's WebSocket and the server behind it. */
const server = {
  hello: { value: { userId: "me", serverTime: "2026-03-02T09:00:00.000Z", heartbeat: 10 }, error: null } as unknown,
  sockets: [] as FakeSocket[],
  calls: [] as string[],
  answers: true,
};

class FakeSocket {
  static readonly OPEN = 1;
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  constructor(readonly url: URL) {
    server.sockets.push(this);
    setTimeout(() => {
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
    }, 10);
  }

  send(text: string): void {
    const { id, name } = JSON.parse(text) as { id: number; name: string };
    server.calls.push(name);
    if (server.answers) this.say({ id, ...((name === "live.hello" ? server.hello : { value: {}, error: null }) as object) });
  }

  say(frame: object): void {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(frame) }), 10);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    setTimeout(() => this.onclose?.(), 10);
  }
}

describe("the live connection", () => {
  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ["Date", "performance", "setTimeout", "clearTimeout", "setInterval", "clearInterval"],
      now: Date.parse("2026-03-04T21:30:00Z"),
    });
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("location", { origin: "https://study.example" });
    vi.stubGlobal("addEventListener", () => {});
    vi.stubGlobal("removeEventListener", () => {});
    vi.stubGlobal("navigator", { userAgent: "test" });
    vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: () => {} });
    Object.assign(server, { sockets: [], calls: [], answers: true });
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

  it("speaks to this page's own server, hears events and gives each command its own answer", async () => {
    const live = new Live("/api/v1/live");
    const heard: string[] = [];
    live.on("live.closing", (body) => heard.push(body.code));
    live.start();
    await seconds(1);
    server.answers = false;
    const [first, second] = [live.call("live.beat", {}), live.call("rooms.watch", {})];
    const socket = server.sockets[0] as FakeSocket;
    socket.say({ event: "live.closing", body: { code: "live.slow_consumer" } });
    socket.say({ id: 3, value: { second: true }, error: null });
    socket.say({ id: 2, value: { first: true }, error: null });
    await seconds(1);

    expect(String(socket.url)).toBe("wss://study.example/api/v1/live");
    expect(heard).toEqual(["live.slow_consumer"]);
    expect((await first).value).toEqual({ first: true });
    expect((await second).value).toEqual({ second: true });
    live.stop();
  });

  it("answers what was asked over a connection that ends, and connects again", async () => {
    const live = new Live("/live");
    live.start();
    await seconds(1);
    server.answers = false;
    const asked = live.call("live.beat", {});

    server.sockets[0]?.close();
    server.answers = true;

    expect((await Promise.all([asked, seconds(1)]))[0].error?.code).toBe("live.offline");
    expect(live.status).toBe("online");
    expect(server.sockets.length).toBe(2);
    live.stop();
  });

  it("gives up on a server that answers no sign of life for 15 s, says so, and is back once it answers", async () => {
    const live = new Live("/live");
    live.start();
    await seconds(1);
    server.answers = false;

    await seconds(17);
    expect(live.status).toBe("lost");
    expect(server.calls.filter((name) => name === "live.beat").length).toBeGreaterThan(0);

    server.answers = true;
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
    expect(server.sockets.length).toBe(1);
    live.stop();
  });
});
