export type Piece = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

/** Splits a message into text and web addresses. Only http and https become links. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"'`]+/gi)) {
    const raw = trimTail(match[0]);
    const href = asAddress(raw);
    if (href === null) continue;
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    found.push({ kind: "link", text: raw, href });
    at = match.index + raw.length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

/** Punctuation after an address belongs to the sentence; a closing bracket does unless it was opened inside. */
function trimTail(raw: string): string {
  let text = raw.replace(/[.,;:!?…。]+$/, "");
  while (text.endsWith(")") && !text.includes("(")) text = text.slice(0, -1).replace(/[.,;:!?…。]+$/, "");
  return text;
}

function asAddress(raw: string): string | null {
  try {
    const url = new URL(raw);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}
