import { describe, expect, it } from "vitest";
import { newId, randomHex } from "./ids";

describe("ids", () => {
  it("are UUIDs of version 7", () => {
    for (let i = 0; i < 200; i++)
      expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("begin with the time, so that later ones sort behind earlier ones", () => {
    expect(newId(0x0192_3456_789a).slice(0, 13)).toBe("01923456-789a");
    expect(newId(1_000) < newId(1_001)).toBe(true);
  });

  it("are different within one millisecond", () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId(5))).size).toBe(1_000);
  });

  it("have as many random bytes as asked for", () => {
    expect(randomHex(16)).toMatch(/^[0-9a-f]{32}$/);
  });
});
