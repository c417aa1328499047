import { describe, expect, it } from "vitest";
import type { RoomView } from "@/contract/http";
import { entryObstacle, type HeardRoom, matches, readFilter, roomList } from "./state";

const room = (id: string, more: Partial<RoomView> = {}): RoomView => ({
  id,
  title: `Room ${id}`,
  channel: "university",
  capacity: 10,
  taken: 1,
  kind: "open",
  hasPassword: false,
  lobby: false,
  locked: false,
  notice: "",
  microphonePolicy: "silent",
  cameraRule: "off",
  createdAt: `2026-01-01T00:00:0${id}.000Z`,
  closed: false,
  ...more,
});
const heard = (...news: HeardRoom[]) => new Map(news.map((one) => [one.room.id, one]));
const none = new Set<string>();

describe("the list of rooms", () => {
  it("shows each room once, also where pages overlap", () => {
    const pages = [
      { items: [room("3"), room("2")], askedAt: 1 },
      { items: [room("2"), room("1")], askedAt: 2 },
    ];
    expect(roomList(pages, heard(), none, {}).rooms.map((one) => one.id)).toEqual(["3", "2", "1"]);
  });

  it("lets later news win over a page, and a later page over news", () => {
    const news = heard({ room: room("1", { taken: 7 }), heardAt: 5 });
    expect(roomList([{ items: [room("1")], askedAt: 4 }], news, none, {}).rooms[0]?.taken).toBe(7);
    expect(roomList([{ items: [room("1")], askedAt: 6 }], news, none, {}).rooms[0]?.taken).toBe(1);
  });

  it("gathers new rooms until they are asked for, newest first", () => {
    const pages = [{ items: [room("1")], askedAt: 1 }];
    const news = heard({ room: room("2"), heardAt: 2 }, { room: room("3"), heardAt: 3 });
    expect(roomList(pages, news, none, {}).fresh.map((one) => one.id)).toEqual(["3", "2"]);
    const revealed = roomList(pages, news, new Set(["2", "3"]), {});
    expect([revealed.rooms.map((one) => one.id), revealed.fresh]).toEqual([["3", "2", "1"], []]);
  });

  it("does not call new what is older than the list, closed, or not wanted", () => {
    const pages = [{ items: [room("5")], askedAt: 1 }];
    const news = heard(
      { room: room("1"), heardAt: 2 },
      { room: room("7", { closed: true }), heardAt: 2 },
      { room: room("8", { channel: "high" }), heardAt: 2 },
    );
    expect(roomList(pages, news, none, { channel: "university" }).fresh).toEqual([]);
  });

  it("keeps a closed room in its place, so that it can fade", () => {
    const news = heard({ room: room("1", { closed: true }), heardAt: 2 });
    expect(roomList([{ items: [room("1")], askedAt: 1 }], news, none, {}).rooms[0]?.closed).toBe(true);
  });
});

describe("filters", () => {
  it("combine", () => {
    expect(
      matches(room("1", { title: "Linear Algebra" }), { q: "ALGE", hasSpace: true, noPassword: true, channel: "university" }),
    ).toBe(true);
    expect(matches(room("1", { taken: 10 }), { hasSpace: true })).toBe(false);
    expect(matches(room("1", { hasPassword: true }), { noPassword: true })).toBe(false);
    expect(matches(room("1", { title: "100% focus" }), { q: "%" })).toBe(true);
  });

  it("are read from an address that anybody may have written", () => {
    expect(readFilter({ channel: "high", q: 42, hasSpace: true, noPassword: "yes" })).toEqual({
      channel: "high",
      q: "42",
      hasSpace: true,
    });
    expect(readFilter({ channel: "evil", q: "", hasSpace: false })).toEqual({});
  });
});

describe("the way in", () => {
  it("is closed with a reason", () => {
    expect(entryObstacle(room("1", { closed: true, taken: 10 }))).toBe("room.closed");
    expect(entryObstacle(room("1", { taken: 10 }))).toBe("room.full");
    expect(entryObstacle(room("1"))).toBeNull();
  });
});
