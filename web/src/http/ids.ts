// Not `crypto.randomUUID`: it exists over https only, and who tries StudyHub in their own network may come over http.

/** So many random bytes, in hexadecimal. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A UUID of version 7 (RFC 9562 §5.7): it begins with the time, so that the server's indexes grow at one end. */
export function newId(now = Date.now()): string {
  const [time, random] = [now.toString(16).padStart(12, "0"), randomHex(10)];
  const variant = ((Number.parseInt(random.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
