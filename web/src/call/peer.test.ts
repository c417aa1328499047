import { describe, expect, it } from "vitest";
import { transportOf } from "./peer";
import { onlyBy } from "./probe";

const sdp = (session: string, fingerprint: string, version: number, ufrag = "abcd") =>
  `v=0\r\no=- ${session} ${version} IN IP4 0.0.0.0\r\na=fingerprint:sha-256 ${fingerprint}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:${ufrag}\r\n`;

describe("the other side's transport", () => {
  it("stays the same while it offers more, or another path", () => {
    expect(transportOf(sdp("17", "AA:BB", 1))).toBe(transportOf(sdp("17", "aa:bb", 2)));
    expect(transportOf(sdp("17", "AA:BB", 1))).toBe(transportOf(sdp("17", "AA:BB", 2, "efgh")));
  });

  it("differs once it started over", () => {
    expect(transportOf(sdp("17", "AA:BB", 1))).not.toBe(transportOf(sdp("18", "AA:BB", 1)));
    expect(transportOf(sdp("17", "AA:BB", 1))).not.toBe(transportOf(sdp("17", "CC:DD", 1)));
  });
});

describe("probing one transport", () => {
  const udp = "a=candidate:1 1 udp 2130706431 192.0.2.1 8500 typ host";
  const tcp = "a=candidate:2 1 tcp 1518280447 192.0.2.1 8500 typ host tcptype passive";

  it("leaves the server's other candidates out", () => {
    const sdp = ["v=0", udp, tcp, "a=end-of-candidates", ""].join("\r\n");
    expect(onlyBy("udp", sdp)).toBe(["v=0", udp, "a=end-of-candidates", ""].join("\r\n"));
    expect(onlyBy("tcp", sdp)).toBe(["v=0", tcp, "a=end-of-candidates", ""].join("\r\n"));
    expect(onlyBy("tcp", ["v=0", udp].join("\r\n"))).toBeNull();
  });
});
