import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { MeetingChanged, MeetingSnapshot } from "@/contract/live";
import { catchUp } from "./state";

/** Written by the server's tests (MeetingTranscriptTests): what it really says. */
const { before, changes, after } = JSON.parse(readFileSync(new URL("./transcript.json", import.meta.url), "utf8")) as {
  before: MeetingSnapshot;
  changes: MeetingChanged[];
  after: MeetingSnapshot;
};

it("what the server said leads from its first snapshot to its last", () => {
  expect(catchUp(before, changes)).toEqual(after);
});
