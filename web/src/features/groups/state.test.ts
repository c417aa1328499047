import { describe, expect, it } from "vitest";
import type { GroupView } from "@/contract/http";
import { changesOf, codeInFours, draftOf, emptyDraft, faultsOf, readGroupFilter, tagsOf } from "./state";

const group: GroupView = {
  id: "1",
  roomId: "1",
  name: "토익 900",
  subject: "TOEIC",
  tags: ["RC", "새벽"],
  description: "",
  goalHours: 12,
  channel: "university",
  memberLimit: 20,
  memberCount: 3,
  visibility: "listed",
  joinPolicy: "open",
  notice: "",
  role: "owner",
  ownerId: "u",
  createdAt: "2026-01-01T00:00:00.000Z",
  version: 1,
};

describe("an edit", () => {
  it("sends only what differs", () => {
    expect(changesOf(draftOf(group), group)).toEqual({});
    expect(changesOf({ ...draftOf(group), subject: " 토익 RC " }, group)).toEqual({ subject: "토익 RC" });
    expect(changesOf({ ...draftOf(group), channel: "" }, group)).toEqual({ channel: "" });
  });

  it("of visibility takes the way to join with it: hidden groups invite", () => {
    expect(changesOf({ ...draftOf(group), hidden: true }, group)).toEqual({ visibility: "hidden", joinPolicy: "invite" });
  });
});

describe("a form", () => {
  it("finds what the server would refuse", () => {
    expect(Object.values(faultsOf({ ...emptyDraft, name: "ab", subject: "x" })).some(Boolean)).toBe(false);
    expect(faultsOf({ ...emptyDraft, name: "a", memberLimit: "51", goalHours: "-1" })).toMatchObject({
      name: true,
      subject: true,
      memberLimit: true,
      goalHours: true,
    });
  });

  it("reads tags however they are separated", () => {
    expect(tagsOf("#새벽 기상, RC ,,\n실기")).toEqual(["새벽 기상", "RC", "실기"]);
  });
});

it("a filter is read from an address that anybody may have written", () => {
  expect(readGroupFilter({ q: 7, policy: "apply", channel: "evil", hasSpace: "yes" })).toEqual({ q: "7", policy: "apply" });
});

it("a code is read in fours", () => {
  expect(codeInFours("ABCD1234WXYZ")).toBe("ABCD-1234-WXYZ");
});
