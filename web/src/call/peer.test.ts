import { describe, expect, it } from "vitest";
import { transportOf } from "./peer";

const sdp = (ufrag: string, fingerprint: string, version: number) =>
  `v=0\r\no=- 1 ${version} IN IP4 0.0.0.0\r\na=fingerprint:sha-256 ${fingerprint}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:${ufrag}\r\n`;

describe("the other side's transport", () => {
  it("stays the same while it only offers more", () => {
    expect(transportOf(sdp("abcd", "AA:BB", 1))).toBe(transportOf(sdp("abcd", "aa:bb", 2)));
  });

  it("differs once it started over", () => {
    expect(transportOf(sdp("abcd", "AA:BB", 1))).not.toBe(transportOf(sdp("efgh", "AA:BB", 1)));
    expect(transportOf(sdp("abcd", "AA:BB", 1))).not.toBe(transportOf(sdp("abcd", "CC:DD", 1)));
  });
});
