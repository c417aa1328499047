import type { AuthorView, MessageView } from "@/contract/http";

export type MentionPiece = { kind: "text"; text: string } | { kind: "mention"; text: string; me: boolean };

/** Splits a text at the names it mentions: people with access, and everybody. */
export function mentionPieces(
  text: string,
  message: Pick<MessageView, "mentions" | "mentionsAll">,
  myUserId: string,
): MentionPiece[] {
  if (message.mentions.length === 0 && !message.mentionsAll) return [{ kind: "text", text }];
  const known = new Map(message.mentions.map((person) => [person.handle.toLowerCase(), person]));
  const found: MentionPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(/(?<![\w@./])@([A-Za-z][A-Za-z0-9_]{2,19})(?![A-Za-z0-9_])/g)) {
    const name = (match[1] ?? "").toLowerCase();
    const person = known.get(name);
    const all = name === "all" && message.mentionsAll;
    if (person === undefined && !all) continue;
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    found.push({
      kind: "mention",
      text: person ? `@${person.displayName || person.handle}` : match[0],
      me: all || person?.id === myUserId,
    });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

/** Whether a message calls this user. */
export function callsMe(message: MessageView, myUserId: string): boolean {
  if (message.author.id === myUserId || message.removed !== null) return false;
  return (
    message.mentionsAll || message.mentions.some((person) => person.id === myUserId) || message.replyTo?.author.id === myUserId
  );
}

/** The beginning of a name just being typed, if the caret stands after one. */
export function nameAtCaret(text: string, caret: number): { from: number; typed: string } | null {
  const match = /(?:^|[\s(["'])@([\p{L}\p{N}_]{0,20})$/u.exec(text.slice(0, caret));
  if (match === null) return null;
  const typed = match[1] ?? "";
  return { from: caret - typed.length - 1, typed };
}

const shown = 6;

/** People whose handle or name has what was typed, beginnings first; everybody for hosts. */
export function suggestions(people: readonly AuthorView[], typed: string, myUserId: string, mayCallAll: boolean): AuthorView[] {
  const wanted = typed.normalize("NFC").toLowerCase();
  const rank = (person: AuthorView) => {
    const names = [person.handle.toLowerCase(), person.displayName.toLowerCase()];
    if (names.some((name) => name.startsWith(wanted))) return 0;
    return names.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  const others = people.filter((person) => person.id !== myUserId && person.handle !== "" && rank(person) < 2);
  const all: AuthorView[] =
    mayCallAll && "all".startsWith(wanted) ? [{ id: "", handle: "all", displayName: "", avatar: null }] : [];
  return [...others.sort((one, other) => rank(one) - rank(other)).slice(0, shown), ...all];
}
