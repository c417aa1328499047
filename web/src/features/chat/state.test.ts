import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MessageView } from "@/contract/http";
import type { ChatChange } from "@/contract/live";
import { pieces } from "./links";
import { mentionPieces, nameAtCaret, suggestions } from "./mentions";
import * as chat from "./state";
import { timeline } from "./timeline";

const message = (sequence: number, author = "ada", more: Partial<MessageView> = {}): MessageView => ({
  sequence,
  messageId: `m${sequence}`,
  version: sequence,
  author: { id: author, handle: author, displayName: author, avatar: null },
  text: `text ${sequence}`,
  postedAt: new Date(Date.UTC(2026, 0, 1, 6, sequence)).toISOString(),
  editedAt: null,
  removed: null,
  replyTo: null,
  mentions: [],
  mentionsAll: false,
  pinned: false,
  reactions: [],
  files: [],
  ...more,
});
const posted = (sequence: number, author = "ada") => ({ offset: sequence, message: message(sequence, author) });
const read = (readTo = 0, unread = 0) => ({ readTo, unread });
const draft = (text: string) => ({ text, replyTo: null, files: [] });
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
  read: read(offset),
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
    state = chat.resumed(
      state,
      { reload: false, changes: [posted(6), posted(7), posted(8)], offset: 8, snapshot: null, read: read() },
      "me",
    );
    expect([state.phase, state.offset, sequences(state), state.buffer]).toEqual(["live", 10, [5, 6, 7, 8, 9, 10], []]);
  });

  it("asks once more where the put-aside changes have a hole themselves", () => {
    let state = chat.hearChange(live(), changed(8), "me");
    state = chat.hearChange(state, changed(12), "me");
    state = chat.resumed(
      state,
      { reload: false, changes: [posted(6), posted(7)], offset: 7, snapshot: null, read: read() },
      "me",
    );
    expect([state.phase, state.offset, state.buffer.length]).toEqual(["resuming", 8, 1]);
  });

  it("replaces the view on reload and keeps what waits", () => {
    let state = chat.compose(live(), "w1", draft("waits"));
    state = chat.regainConnection(chat.loseConnection(state));
    state = chat.resumed(state, { reload: true, changes: [], offset: 3, snapshot: snapshot(3, "e2"), read: read(3) }, "me");
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
    expect(chat.hearRead(state, read(4, 9))).toBe(state);
    state = chat.markRead(state);
    expect(state.readTo).toBe(7);
    expect(state.unread).toBe(0);
    expect(chat.markRead(state)).toBe(state);
  });

  it("counts nothing of people one has blocked", () => {
    const isBlocked = (userId: string) => userId === "bob";
    const changes = [posted(6), posted(7, "bob")];
    const state = chat.hearChange(live(), { roomId: "room", epoch: "e1", changes }, "me", isBlocked);
    expect(state.unread).toBe(1);
    const removed = { offset: 8, message: message(7, "bob", { version: 8, removed: "author", text: "" }) };
    expect(chat.hearChange(state, { roomId: "room", epoch: "e1", changes: [removed] }, "me", isBlocked).unread).toBe(1);
  });
});

describe("what waits to be sent", () => {
  it("goes in order, one at a time, past what failed", () => {
    let state = ["a", "b", "c"].reduce((before, id) => chat.compose(before, id, draft(id)), live());
    expect(chat.nextToSend(state)?.messageId).toBe("a");
    state = chat.acknowledge(state, "a", 6);
    expect(chat.nextToSend(state)?.messageId).toBe("b");
    state = chat.failSend(state, "b", "rate.limited");
    expect(chat.nextToSend(state)?.messageId).toBe("c");
    expect(chat.nextToSend(chat.retrySend(state, "b"))?.messageId).toBe("b");
    expect(chat.discardSend(state, "b").waiting.map((one) => one.messageId)).toEqual(["a", "c"]);
  });

  it("leaves the queue when it is shown, whichever comes first", () => {
    const mine = { roomId: "room", epoch: "e1", changes: [{ offset: 6, message: message(6, "me", { messageId: "w" }) }] };
    const asked = chat.compose(live(), "w", draft("hello"));
    const eventFirst = chat.acknowledge(chat.hearChange(asked, mine, "me"), "w", 6);
    const answerFirst = chat.hearChange(chat.acknowledge(asked, "w", 6), mine, "me");
    for (const state of [eventFirst, answerFirst]) expect([state.waiting, sequences(state)]).toEqual([[], [5, 6]]);
  });

  it("stays while offline, up to fifty", () => {
    let state = chat.loseConnection(live());
    for (let index = 0; index < chat.longestQueue; index++) {
      expect(chat.mayCompose(state)).toBe(true);
      state = chat.compose(state, `w${index}`, draft("…"));
    }
    expect(chat.mayCompose(state)).toBe(false);
    expect(chat.nextToSend(state)).toBeNull();
  });

  it("does not return after a reload showed it, or passed it by", () => {
    const acknowledged = chat.acknowledge(chat.compose(live(), "w", draft("hello")), "w", 6);
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
      [{ messageId: "w", ...draft("…"), sequence: null, failure: null }],
      "me",
    );
    expect(
      rows.map((row) => (row.kind === "day" || row.kind === "unread" ? row.kind : `${row.key}${row.first ? "+" : ""}`)),
    ).toEqual(["day", "ada-m1+", "ada-m2", "bo-m3+", "day", "bo-m4+", "me-w+"]);
  });
});

describe("later changes", () => {
  const changes = (...list: ChatChange[]) => ({ roomId: "room", epoch: "e1", changes: list });
  const later = (offset: number, sequence: number, more: Partial<MessageView>) => ({
    offset,
    message: message(sequence, "ada", { version: offset, ...more }),
  });

  it("replace the message, and what others quote of it", () => {
    const quote = chat.quoteOf(message(5));
    let state = chat.hearChange(live(), changes({ offset: 6, message: message(6, "bo", { replyTo: quote }) }), "me");
    state = chat.hearChange(state, changes(later(7, 5, { text: "", removed: "author" })), "me");
    expect(state.messages.map((one) => [one.text, one.removed, one.replyTo?.text, one.replyTo?.removed])).toEqual([
      ["", "author", undefined, undefined],
      ["text 6", null, "", true],
    ]);
  });

  it("do not come back with a page of history that was asked for before", () => {
    let state = chat.hearChange(live(5), changes(later(6, 3, { text: "", removed: "host" })), "me");
    state = chat.addEarlier(state, { items: [message(3), message(4)], previousCursor: null });
    expect(state.messages.map((one) => one.text)).toEqual(["", "text 4", "text 5"]);
  });

  it("take a message that was never read out of the count", () => {
    const state = chat.hearChange(live(), changes(posted(6), posted(7)), "me");
    expect(chat.hearChange(state, changes(later(8, 7, { text: "", removed: "author" })), "me").unread).toBe(1);
  });
});

describe("a look at older history", () => {
  const page = (from: number, to: number, more: { previousCursor?: string | null; nextCursor?: string | null } = {}) => ({
    items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
    previousCursor: "p",
    nextCursor: "n",
    ...more,
  });

  it("stands apart until it reaches the newest messages", () => {
    let state = chat.lookAt(live(90), page(10, 20), 15);
    expect([state.away?.target, sequences(state)]).toEqual([15, [90]]);
    state = chat.hearChange(state, changed(91), "me");
    state = chat.addToAway(state, page(21, 60), "later");
    expect(state.away?.messages.length).toBe(51);
    state = chat.addToAway(state, page(61, 90), "later");
    expect([state.away, state.messages.length, state.messages[0]?.sequence, state.earlierCursor]).toEqual([null, 82, 10, "p"]);
    expect(chat.comeBack(chat.lookAt(live(90), page(10, 20), 15)).away).toBeNull();
  });
});

describe("whatever comes in whatever order", () => {
  /** A history of posts, edits and removals, as the server would number it. */
  const history = fc
    .array(
      fc.record({
        kind: fc.constantFrom("post", "edit", "remove", "react"),
        which: fc.nat(),
        author: fc.constantFrom("ada", "bo", "me"),
      }),
      {
        minLength: 1,
        maxLength: 60,
      },
    )
    .map((deeds) => {
      const forms = new Map<number, MessageView>();
      return deeds.map(({ kind, which, author }, index): ChatChange => {
        const offset = index + 1;
        const known = [...forms.values()].filter((one) => one.removed === null);
        const old = known[which % Math.max(known.length, 1)];
        const next =
          kind === "post" || old === undefined
            ? message(offset, author)
            : kind === "edit"
              ? { ...old, version: offset, text: `edited at ${offset}` }
              : kind === "remove"
                ? { ...old, version: offset, text: "", removed: "author" as const }
                : { ...old, version: offset, reactions: [{ emoji: "👍", userIds: [`u${offset}`] }] };
        forms.set(next.sequence, next);
        return { offset, message: next };
      });
    });

  const latest = (all: ChatChange[]) => {
    const forms = new Map<number, MessageView>();
    for (const { message: form } of all) forms.set(form.sequence, form);
    return [...forms.values()].sort((one, other) => one.sequence - other.sequence);
  };

  it("a client that loses, repeats and resumes shows what the server has", () => {
    fc.assert(
      fc.property(history, fc.array(fc.record({ drop: fc.boolean(), repeat: fc.boolean(), cut: fc.boolean() })), (all, luck) => {
        let state = chat.openChat(chat.emptyChat(), { ...snapshot(0), messages: [], earlierCursor: null });
        const resume = () => {
          const missed = all.filter((change) => change.offset > state.offset);
          state = chat.resumed(state, { reload: false, changes: missed, offset: all.length, snapshot: null, read: read() }, "me");
        };
        all.forEach((change, index) => {
          const { drop = false, repeat = false, cut = false } = luck[index] ?? {};
          if (cut) state = chat.regainConnection(chat.loseConnection(state));
          if (!drop) state = chat.hearChange(state, changes(change), "me");
          if (repeat) state = chat.hearChange(state, changes(change), "me");
          if (state.phase === "resuming" && cut) resume();
        });
        state = chat.regainConnection(chat.loseConnection(state));
        resume();
        expect([state.phase, state.offset, state.buffer]).toEqual(["live", all.length, []]);
        expect(state.messages).toEqual(latest(all));
      }),
    );
  });

  it("a page of history is never newer or older than what was heard since", () => {
    fc.assert(
      fc.property(history, fc.nat(), (all, at) => {
        const asked = at % (all.length + 1);
        const before = latest(all.slice(0, asked));
        let state = chat.openChat(chat.emptyChat(), { ...snapshot(asked), messages: before.slice(-1), earlierCursor: "b" });
        state = chat.hearChange(state, changes(...all.slice(asked)), "me");
        state = chat.addEarlier(state, { items: before.slice(0, -1), previousCursor: null });
        expect(state.messages).toEqual(latest(all));
      }),
    );
  });

  const changes = (...list: ChatChange[]) => ({ roomId: "room", epoch: "e1", changes: list });
});

describe("mentions", () => {
  const person = (handle: string, displayName = handle) => ({ id: handle, handle, displayName, avatar: null });

  it("are those the server names, shown by name", () => {
    const said = { mentions: [person("ada", "에이다")], mentionsAll: true };
    expect(mentionPieces("@ADA 그리고 a@ada.org, @bo @all", said, "ada")).toEqual([
      { kind: "mention", text: "@에이다", me: true },
      { kind: "text", text: " 그리고 a@ada.org, @bo " },
      { kind: "mention", text: "@all", me: true },
    ]);
  });

  it("are offered while a name is typed, beginnings first, to hosts everybody", () => {
    expect(nameAtCaret("안녕 @에", 5)).toEqual({ from: 3, typed: "에" });
    expect(nameAtCaret("a@b", 3)).toBeNull();
    const people = [person("bea"), person("adam"), person("cy", "에이다"), person("me")];
    expect(suggestions(people, "a", "me", true).map((one) => one.handle)).toEqual(["adam", "bea", "all"]);
    expect(suggestions(people, "에", "me", false).map((one) => one.handle)).toEqual(["cy"]);
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

describe("editing", () => {
  it("is for authors, for a day, by the server's clock", () => {
    const mine = message(1, "me");
    const at = Date.parse(mine.postedAt);
    const day = 24 * 60 * 60_000;

    expect(chat.isEditable(mine, "me", at + day - 1)).toBe(true);
    expect(chat.isEditable(mine, "me", at + day)).toBe(false);
    expect(chat.isEditable(mine, "ada", at)).toBe(false);
    expect(chat.isEditable({ ...mine, removed: "author" }, "me", at)).toBe(false);
  });
});
