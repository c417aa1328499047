import { describe, expect, it } from "vitest";
import { fail, judgeBandwidth, judgeClock, mediaGetsThrough, pass, reportOf, skip } from "./state";

describe("the connection doctor", () => {
  it("wants four megabits a second", () => {
    expect(judgeBandwidth(1_000_000, 1000)).toEqual(pass("8.0 Mbit/s"));
    expect(judgeBandwidth(250_000, 1000)).toEqual(fail("fail", "2.0 Mbit/s"));
    expect(judgeBandwidth(0, 10)).toEqual(skip("unmeasured"));
  });

  it("lets clocks differ by five seconds, and by the second that a date does not tell", () => {
    const date = "Mon, 02 Mar 2026 09:00:00 GMT";
    const nine = Date.parse(date);
    expect(judgeClock(date, nine + 5900)).toEqual(pass("5 s"));
    expect(judgeClock(date, nine + 7000).outcome).toBe("fail");
    expect(judgeClock(date, nine - 6000).outcome).toBe("fail");
    expect(judgeClock(null, nine)).toEqual(skip("unmeasured"));
  });

  it("needs one way for media", () => {
    expect(mediaGetsThrough({ udp: fail(), tcp: fail(), relay: pass() })).toBe(true);
    expect(mediaGetsThrough({ udp: fail(), tcp: fail(), relay: skip("no_relay") })).toBe(false);
    expect(mediaGetsThrough({ udp: fail(), tcp: pass() })).toBe(true);
    expect(mediaGetsThrough({ udp: fail(), tcp: fail() })).toBe(false);
  });

  it("writes one line for each finding", () => {
    expect(reportOf([{ name: "UDP", outcome: "fail", text: "blocked" }], ["StudyHub"])).toBe("StudyHub\n\n[fail] UDP: blocked");
  });
});
