import { describe, expect, it } from "vitest";
import type { MessageView } from "@/contract/http";
import { pieces } from "./links";
import * as chat from "./state";
import { timeline } from "./timeline";

const message = (sequence: number, author = "ada", more: Partial<MessageView> = {}): MessageView => ({
  sequence,
  messageId: `m${sequence}`,
  author: { id: author, handle: author, displayName: author },
  text: `text ${sequence}`,
  postedAt: new Date(Date.UTC(2026, 0, 1, 6, sequence)).toISOString(),
  ...more,
});
const posted = (sequence: number, author = "ada") => ({ offset: sequence, posted: message(sequence, author) });
const changed = (...sequences: number[]) => ({
  roomId: "room",
  epoch: "e1",
  changes: sequences.map((sequence) => posted(sequence)),
});
const snapshot = (offset: number, epoch = "e1") => ({
  roomId: "room",
  epoch,
  offset,
  messages: offset > 0 ? [message(offset)] : [],
  earlierCursor: offset > 1 ? "b" : null,
});
const live = (offset = 5) => chat.openChat(chat.emptyChat(), snapshot(offset));
const sequences = (state: chat.ChatState) => state.messages.map((one) => one.sequence);

describe("the chat's states", () => {
  it("applies the next, ignores the known and asks for the missed", () => {
    const next = chat.hearChange(live(), changed(6), "me");
    expect([next.phase, next.offset, sequences(next)]).toEqual(["live", 6, [5, 6]]);
    expect(chat.hearChange(next, changed(6), "me")).toBe(next);
    const gap = chat.hearChange(next, changed(9), "me");
    expect([gap.phase, gap.offset, gap.buffer.length]).toEqual(["resuming", 6, 1]);
  });

  it("plays missed changes in order, then what it had put aside, each once", () => {
    let state = chat.hearChange(live(), changed(8, 9), "me");
    state = chat.hearChange(state, changed(10), "me");
    state = chat.resumed(state, { reload: false, changes: [posted(6), posted(7), posted(8)], offset: 8, snapshot: null }, "me");
    expect([state.phase, state.offset, sequences(state), state.buffer]).toEqual(["live", 10, [5, 6, 7, 8, 9, 10], []]);
  });

  it("asks once more where the put-aside changes have a hole themselves", () => {
    let state = chat.hearChange(live(), changed(8), "me");
    state = chat.hearChange(state, changed(12), "me");
    state = chat.resumed(state, { reload: false, changes: [posted(6), posted(7)], offset: 7, snapshot: null }, "me");
    expect([state.phase, state.offset, state.buffer.length]).toEqual(["resuming", 8, 1]);
  });

  it("replaces the view on reload and keeps what waits", () => {
    let state = chat.compose(live(), "w1", "waits");
    state = chat.regainConnection(chat.loseConnection(state));
    state = chat.resumed(state, { reload: true, changes: [], offset: 3, snapshot: snapshot(3, "e2") }, "me");
    expect([state.phase, state.epoch, sequences(state), state.waiting.map((one) => one.messageId)]).toEqual([
      "live",
      "e2",
      [3],
      ["w1"],
    ]);
  });

  it("treats another epoch's change as missed changes", () => {
    expect(chat.hearChange(live(), { ...changed(6), epoch: "e2" }, "me").phase).toBe("resuming");
  });

  it("keeps changes that come before the first snapshot", () => {
    const early = chat.hearChange(chat.emptyChat(), changed(5, 6), "me");
    expect(sequences(chat.openChat(early, snapshot(5)))).toEqual([5, 6]);
  });

  it("resumes only after a return, and not at all once closed", () => {
    const offline = chat.loseConnection(live());
    expect(offline.phase).toBe("offline");
    expect(chat.hearChange(offline, changed(6), "me").offset).toBe(5);
    expect(chat.regainConnection(offline).phase).toBe("resuming");
    const closed = chat.closeChat(live(), "room.banned");
    expect(chat.hearChange(closed, changed(6), "me")).toBe(closed);
    expect(chat.loseConnection(closed)).toBe(closed);
  });

  it("counts others' messages until they are looked at", () => {
    let state = chat.hearChange(live(), { roomId: "room", epoch: "e1", changes: [posted(6), posted(7, "me")] }, "me");
    expect(state.unread).toBe(1);
    state = chat.markRead(state);
    expect(state.unread).toBe(0);
    expect(chat.markRead(state)).toBe(state);
  });
});

describe("what waits to be sent", () => {
  it("goes in order, one at a time, past what failed", () => {
    let state = ["a", "b", "c"].reduce((before, id) => chat.compose(before, id, id), live());
    expect(chat.nextToSend(state)?.messageId).toBe("a");
    state = chat.acknowledge(state, "a", 6);
    expect(chat.nextToSend(state)?.messageId).toBe("b");
    state = chat.failSend(state, "b", "rate.limited");
    expect(chat.nextToSend(state)?.messageId).toBe("c");
    expect(chat.nextToSend(chat.retrySend(state, "b"))?.messageId).toBe("b");
    expect(chat.discardSend(state, "b").waiting.map((one) => one.messageId)).toEqual(["a", "c"]);
  });

  it("leaves the queue when it is shown, whichever comes first", () => {
    const mine = { roomId: "room", epoch: "e1", changes: [{ offset: 6, posted: message(6, "me", { messageId: "w" }) }] };
    const asked = chat.compose(live(), "w", "hello");
    const eventFirst = chat.acknowledge(chat.hearChange(asked, mine, "me"), "w", 6);
    const answerFirst = chat.hearChange(chat.acknowledge(asked, "w", 6), mine, "me");
    for (const state of [eventFirst, answerFirst]) expect([state.waiting, sequences(state)]).toEqual([[], [5, 6]]);
  });

  it("stays while offline, up to fifty", () => {
    let state = chat.loseConnection(live());
    for (let index = 0; index < chat.longestQueue; index++) {
      expect(chat.mayCompose(state)).toBe(true);
      state = chat.compose(state, `w${index}`, "…");
    }
    expect(chat.mayCompose(state)).toBe(false);
    expect(chat.nextToSend(state)).toBeNull();
  });

  it("does not return after a reload showed it, or passed it by", () => {
    const acknowledged = chat.acknowledge(chat.compose(live(), "w", "hello"), "w", 6);
    expect(chat.openChat(acknowledged, snapshot(80)).waiting).toEqual([]);
  });
});

describe("history", () => {
  it("joins without doubles and knows where it goes on", () => {
    const state = chat.addEarlier(live(5), { items: [message(3), message(4), message(5)], previousCursor: "c" });
    expect([sequences(state), state.earlierCursor]).toEqual([[3, 4, 5], "c"]);
    expect(chat.addEarlier(state, { items: [message(1), message(2)], previousCursor: null }).earlierCursor).toBeNull();
  });

  it("heads a day with its date and a speaker with the name", () => {
    const rows = timeline(
      [message(1), message(2), message(3, "bo"), message(4, "bo", { postedAt: "2026-01-03T06:00:00.000Z" })],
      [{ messageId: "w", text: "…", sequence: null, failure: null }],
      "me",
    );
    expect(rows.map((row) => (row.kind === "day" ? "day" : `${row.key}${row.first ? "+" : ""}`))).toEqual([
      "day",
      "m1+",
      "m2",
      "m3+",
      "day",
      "m4+",
      "w+",
    ]);
  });
});

describe("links", () => {
  it("are http and https only, without the sentence's punctuation", () => {
    expect(pieces("보세요: https://example.org/a?b=1. 그리고 (http://example.org/x)")).toEqual([
      { kind: "text", text: "보세요: " },
      { kind: "link", text: "https://example.org/a?b=1", href: "https://example.org/a?b=1" },
      { kind: "text", text: ". 그리고 (" },
      { kind: "link", text: "http://example.org/x", href: "http://example.org/x" },
      { kind: "text", text: ")" },
    ]);
    expect(pieces("javascript:alert(1) data:text/html,x")).toEqual([
      { kind: "text", text: "javascript:alert(1) data:text/html,x" },
    ]);
    expect(pieces("https://en.wikipedia.org/wiki/Owl_(bird)")[0]).toMatchObject({
      text: "https://en.wikipedia.org/wiki/Owl_(bird)",
    });
  });
});
