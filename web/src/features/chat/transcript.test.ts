import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ChatChanged, ChatSnapshot } from "@/contract/live";
import * as chat from "./state";

/** Written by the server's tests (TranscriptTests): what it really says. */
const { me, before, changes, after } = JSON.parse(readFileSync(new URL("./transcript.json", import.meta.url), "utf8")) as {
  me: string;
  before: ChatSnapshot;
  changes: ChatChanged[];
  after: ChatSnapshot;
};
const opened = () => chat.openChat(chat.emptyChat(), before, me);
const shown = ({ messages, offset, epoch, unread }: chat.ChatState) => ({ messages, offset, epoch, unread });
const wanted = { messages: after.messages, offset: after.offset, epoch: after.epoch, unread: after.read.unread };

describe("what the server said", () => {
  it("leads from its first snapshot to its last, change by change", () => {
    const state = changes.reduce((state, changed) => chat.hearChange(state, changed, me), opened());
    expect(shown(state)).toEqual(wanted);
  });

  it("leads there too when everything was missed and is told at once", () => {
    const offline = chat.regainConnection(chat.loseConnection(opened()));
    const missed = changes.flatMap((changed) => changed.changes);
    const reply = { reload: false, changes: missed, offset: after.offset, snapshot: null, read: after.read };
    expect(shown(chat.resumed(offline, reply, me))).toEqual(wanted);
  });
});
