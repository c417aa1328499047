import { describe, expect, it } from "vitest";
import type { NotificationSettingsView } from "@/contract/http";
import { isQuiet, levelOf, linkOf, linkWithin, shortCount } from "./state";

const settings: NotificationSettingsView = {
  sound: true,
  quietOn: true,
  quietFrom: "23:00",
  quietTo: "07:00",
  groups: [{ groupId: "a", level: "none" }],
};
const at = (time: string) => new Date(`2026-11-23T${time}:00`);

describe("quiet hours", () => {
  it("go over midnight", () => {
    expect(["22:59", "23:00", "00:00", "06:59", "07:00", "12:00"].map((time) => isQuiet(settings, at(time)))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("lie within a day", () => {
    const siesta = { quietOn: true, quietFrom: "13:00", quietTo: "14:30" };
    expect(["12:59", "13:00", "14:29", "14:30", "00:00"].map((time) => isQuiet(siesta, at(time)))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it("can be off", () => {
    expect(isQuiet({ ...settings, quietOn: false }, at("03:00"))).toBe(false);
  });
});

describe("a notification", () => {
  const group = { kind: "group", id: "g", name: "토익" } as const;
  const room = { kind: "room", id: "r", name: "새벽" } as const;

  it("leads to what it is about", () => {
    expect(linkOf({ kind: "mention", place: group, sequence: 7 })).toBe("/groups/g?message=7");
    expect(linkOf({ kind: "reply", place: room, sequence: 7 })).toBe("/rooms/r?message=7");
    expect(linkOf({ kind: "warning", place: room, sequence: null })).toBe("/rooms/r");
    expect(linkOf({ kind: "application", place: group, sequence: null })).toBe("/groups/g");
    expect(linkOf({ kind: "report_acted", place: null, sequence: null })).toBe("/me/people");
  });

  it("keeps whoever sits in the room in it", () => {
    expect(linkWithin("r", { place: room, sequence: 7 })).toBe("/rooms/r?message=7");
    expect(linkWithin("g", { place: group, sequence: 7 })).toBe("/rooms/g?message=7");
    expect(linkWithin("r", { place: group, sequence: 7 })).toBeNull();
    expect(linkWithin("r", { place: room, sequence: null })).toBeNull();
    expect(linkWithin("r", { place: null, sequence: null })).toBeNull();
  });

  it("does not lead where its reader may not go", () => {
    expect(linkOf({ kind: "kicked", place: group, sequence: null })).toBe("/groups");
    expect(linkOf({ kind: "kicked", place: room, sequence: null })).toBe("/rooms");
    expect(linkOf({ kind: "group_dissolved", place: group, sequence: null })).toBe("/groups");
  });
});

it("a group without a choice tells mentions", () => {
  expect([levelOf(settings, "a"), levelOf(settings, "b"), levelOf(undefined, "a")]).toEqual(["none", "mentions", "mentions"]);
});

it("counts stop at a hundred", () => {
  expect([shortCount(1), shortCount(99), shortCount(100)]).toEqual(["1", "99", "99+"]);
});
