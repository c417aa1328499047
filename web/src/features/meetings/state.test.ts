import { describe, expect, it } from "vitest";
import type { MeetingEvent, MeetingSnapshot, ParticipantView } from "@/contract/live";
import { bestLayout, pageOf } from "./stage-layout";
import { announcements, catchUp, inTileOrder, networkHint, play } from "./state";
import { steppedSize, wantedTracks } from "./wanted-tracks";

const person = (name: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
  seatId: `seat-${name}`,
  userId: `user-${name}`,
  handle: name,
  displayName: name,
  enteredAt: "2026-01-01T00:00:00.000Z",
  held: false,
  microphone: false,
  camera: false,
  ...more,
});

const meeting = (version: number, ...participants: ParticipantView[]): MeetingSnapshot => ({
  roomId: "room",
  version,
  title: "Room",
  channel: "university",
  notice: "",
  capacity: 10,
  microphonePolicy: "silent",
  ownerId: "user-ada",
  participants,
});

const change = (version: number, ...events: MeetingEvent[]) => ({ roomId: "room", version, events });

describe("playing changes", () => {
  const state = meeting(3, person("ada"), person("bo"));

  it("applies the next change and counts its events", () => {
    const next = play(
      state,
      change(
        6,
        { $type: "arrived", participant: person("chae") },
        { $type: "held", seatId: "seat-bo" },
        { $type: "device", seatId: "seat-ada", source: "camera", on: true },
      ),
    );
    expect(next).toEqual({
      ...state,
      version: 6,
      participants: [person("ada", { camera: true }), person("bo", { held: true }), person("chae")],
    });
  });

  it("ignores what the snapshot already has", () => {
    expect(play(state, change(3, { $type: "departed", seatId: "seat-bo", userId: "user-bo", reason: "left" }))).toBe(state);
  });

  it("tells when one was missed", () => {
    expect(play(state, change(5, { $type: "returned", seatId: "seat-bo" }))).toBe("gap");
  });

  it("lets an arrival that is already there replace itself", () => {
    const next = play(state, change(4, { $type: "arrived", participant: person("bo", { camera: true }) }));
    expect(next).toEqual({ ...state, version: 4, participants: [person("ada"), person("bo", { camera: true })] });
  });

  it("passes over events of a newer server, keeping count", () => {
    const next = play(state, change(4, { $type: "hand_raised" } as unknown as MeetingEvent));
    expect(next).toEqual({ ...state, version: 4 });
  });

  it("plays what came before the snapshot onto it", () => {
    const early = [change(3, { $type: "published", seatId: "seat-bo" }), change(4, { $type: "owner", userId: "user-bo" })];
    expect(catchUp(state, early)).toEqual({ ...state, version: 4, ownerId: "user-bo" });
    expect(catchUp(state, [change(9, { $type: "published", seatId: "seat-bo" })])).toBe("gap");
  });
});

describe("what is announced", () => {
  const state = meeting(2, person("ada"), person("bo"));

  it("names people who come, go and take over, each once", () => {
    const said = announcements(
      state,
      change(
        5,
        { $type: "arrived", participant: person("chae") },
        { $type: "departed", seatId: "seat-ada", userId: "user-ada", reason: "lost" },
        { $type: "owner", userId: "user-bo" },
      ),
      "user-bo",
    );
    expect(said).toEqual([
      { kind: "arrived", name: "chae" },
      { kind: "departed", name: "ada", reason: "lost" },
      { kind: "owner", name: "bo", mine: true },
    ]);
  });

  it("is silent about oneself and about an owner who was owner before", () => {
    expect(announcements(state, change(3, { $type: "arrived", participant: person("me") }), "user-me")).toEqual([]);
    expect(announcements(state, change(3, { $type: "owner", userId: "user-ada" }), "user-bo")).toEqual([]);
  });
});

describe("the stage", () => {
  it("chooses the columns with the largest tiles", () => {
    expect(bestLayout(1, 1000, 600, 12, 16 / 10).columns).toBe(1);
    expect(bestLayout(4, 1000, 700, 12, 16 / 10).columns).toBe(2);
    expect(bestLayout(8, 1060, 700, 12, 16 / 10).columns).toBe(3);
    expect(bestLayout(16, 1400, 800, 12, 16 / 10).columns).toBe(4);
    expect(bestLayout(6, 340, 560, 8, 4 / 3.4).columns).toBe(2);
  });

  it("never draws beyond its room", () => {
    for (let count = 1; count <= 16; count++) {
      for (const [width, height] of [
        [360, 400],
        [900, 300],
        [1600, 900],
      ] as const) {
        const { columns, tileWidth, tileHeight } = bestLayout(count, width, height, 12, 16 / 10);
        expect(columns * tileWidth + (columns - 1) * 12).toBeLessThanOrEqual(width);
        expect(Math.ceil(count / columns) * (tileHeight + 12) - 12).toBeLessThanOrEqual(height);
      }
    }
  });

  it("keeps a page with people when others leave", () => {
    expect(pageOf([1, 2, 3, 4, 5, 6, 7], 6, 1)).toEqual({ items: [7], page: 1, pages: 2 });
    expect(pageOf([1, 2, 3], 6, 1)).toEqual({ items: [1, 2, 3], page: 0, pages: 1 });
    expect(pageOf([], 6, 0)).toEqual({ items: [], page: 0, pages: 1 });
  });

  it("shows the own tile first", () => {
    expect(inTileOrder([person("ada"), person("bo"), person("me")], "seat-me").map((present) => present.handle)).toEqual([
      "me",
      "ada",
      "bo",
    ]);
  });
});

describe("what is wanted", () => {
  it("is every other microphone, and the cameras that are on and in view", () => {
    const people = [
      person("me", { camera: true }),
      person("ada", { camera: true }),
      person("bo"),
      person("chae", { camera: true }),
    ];
    expect(wantedTracks(people, "seat-me", new Set(["seat-me", "seat-ada", "seat-bo"]), { width: 320, height: 180 })).toEqual([
      { seatId: "seat-ada", source: "microphone" },
      { seatId: "seat-bo", source: "microphone" },
      { seatId: "seat-chae", source: "microphone" },
      { seatId: "seat-ada", source: "camera", width: 320, height: 180 },
    ]);
  });

  it("speaks of sizes in steps", () => {
    expect(steppedSize(300, 1)).toEqual({ width: 320, height: 180 });
    expect(steppedSize(310, 1)).toEqual(steppedSize(301, 1));
  });
});

describe("the network hint", () => {
  it("has three steps", () => {
    expect([20, 300, 301, 800, 801].map(networkHint)).toEqual(["good", "good", "fair", "fair", "slow"]);
  });
});
