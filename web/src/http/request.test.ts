import { afterEach, describe, expect, it, vi } from "vitest";
import { provideProof, request } from "./request";

const problem = (code: string, status: number) => Response.json({ code }, { status });

function serverAnswers(...answers: Response[]) {
  const fetched = vi.fn(async () => answers.shift() ?? Response.json({ done: true }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => {
  provideProof(null);
  vi.unstubAllGlobals();
});

describe("a request that needs a newer proof", () => {
  it("is made again once whoever is here has proved it", async () => {
    const fetched = serverAnswers(problem("auth.reauth_needed", 403));
    const ask = vi.fn(async () => true);
    provideProof(ask);

    expect(await request("/me/export", { method: "POST" })).toEqual({ done: true });
    expect(ask).toHaveBeenCalledTimes(1);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it("stays refused where they do not, and where nobody can be asked", async () => {
    serverAnswers(problem("auth.reauth_needed", 403), problem("auth.reauth_needed", 403));
    provideProof(async () => false);
    await expect(request("/me/export", { method: "POST" })).rejects.toMatchObject({ code: "auth.reauth_needed" });
    provideProof(null);
    await expect(request("/me/export", { method: "POST" })).rejects.toMatchObject({ code: "auth.reauth_needed" });
  });

  it("is not asked for again and again", async () => {
    const fetched = serverAnswers(problem("auth.reauth_needed", 403), problem("auth.reauth_needed", 403));
    provideProof(async () => true);
    await expect(request("/me/export", { method: "POST" })).rejects.toMatchObject({ code: "auth.reauth_needed" });
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it("asks for nothing else that is forbidden", async () => {
    serverAnswers(problem("admin.needed", 403));
    const ask = vi.fn(async () => true);
    provideProof(ask);
    await expect(request("/admin/users")).rejects.toMatchObject({ code: "admin.needed" });
    expect(ask).not.toHaveBeenCalled();
  });
});

describe("a request that makes something", () => {
  const keys = (fetched: ReturnType<typeof serverAnswers>) =>
    fetched.mock.calls.map((call) => ((call as unknown[])[1] as { headers: Record<string, string> }).headers["idempotency-key"]);
  const room = (title: string) => request("/rooms", { method: "POST", body: { title }, once: true });

  it("takes the same key when nobody answered, and another once somebody did", async () => {
    const fetched = serverAnswers(problem("api.failed", 500), problem("api.idempotency_running", 409));
    fetched.mockRejectedValueOnce(new TypeError("no network"));

    await expect(room("a")).rejects.toMatchObject({ code: "client.unreachable" });
    await expect(room("a")).rejects.toMatchObject({ code: "api.failed" });
    await expect(room("a")).rejects.toMatchObject({ code: "api.idempotency_running" });
    await room("a");
    await room("a");

    const [first, second, third, fourth, fifth] = keys(fetched);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect([second, third, fourth]).toEqual([first, first, first]);
    expect(fifth).not.toEqual(first);
  });

  it("takes another key for another body, and after a refusal", async () => {
    const fetched = serverAnswers(problem("room.field_invalid", 422));
    await expect(room("")).rejects.toMatchObject({ code: "room.field_invalid" });
    await room("");
    await room("b");
    expect(new Set(keys(fetched)).size).toBe(3);
  });

  it("is the only one that sends a key", async () => {
    const fetched = serverAnswers();
    await request("/rooms/1", { method: "PATCH", body: {} });
    expect(keys(fetched)).toEqual([undefined]);
  });
});
