import { describe, expect, it } from "vitest";
import type { MeetingEvent, MeetingSnapshot, ParticipantView } from "@/contract/live";
import { browserKind } from "./browser-kind";
import { type ShownReaction, withReaction } from "./gestures";
import { hear, noNews } from "./media-news";
import { type Focus, focusOf } from "./stage-focus";
import { bestLayout, pageOf } from "./stage-layout";
import { announcements, blockedSeats, catchUp, handOf, inTileOrder, networkHint, play, shareRefusal } from "./state";
import { type Look, steppedSize, wantedTracks } from "./wanted-tracks";

const person = (name: string, more: Partial<ParticipantView> = {}): ParticipantView => ({
  seatId: `seat-${name}`,
  userId: `user-${name}`,
  handle: name,
  displayName: name,
  avatar: null,
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
  cameraRule: "off",
  sharePolicy: "everyone",
  ownerId: "user-ada",
  hosting: { kind: "open", lobby: false, locked: false, managerIds: [] },
  participants,
  shares: [],
  hands: [],
});

const sharing = (state: MeetingSnapshot, ...names: string[]): MeetingSnapshot => ({
  ...state,
  shares: names.map((name) => ({ seatId: `seat-${name}`, sound: false })),
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
    const next = play(state, change(4, { $type: "room_flooded" } as unknown as MeetingEvent));
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

describe("shares", () => {
  const state = meeting(3, person("ada"), person("bo"));

  it("come in order, say anew whether they bring sound, and end with their person", () => {
    const next = play(
      state,
      change(
        7,
        { $type: "shared", seatId: "seat-bo", sound: false },
        { $type: "shared", seatId: "seat-ada", sound: false },
        { $type: "shared", seatId: "seat-bo", sound: true },
        { $type: "departed", seatId: "seat-ada", userId: "user-ada", reason: "left" },
      ),
    ) as MeetingSnapshot;
    expect(next.shares).toEqual([{ seatId: "seat-bo", sound: true }]);
  });

  it("end, like microphone and camera, when a host says so", () => {
    const before = sharing(meeting(1, person("bo", { camera: true, microphone: true })), "bo");
    const next = play(
      before,
      change(
        4,
        { $type: "stopped", seatId: "seat-bo", source: "microphone" },
        { $type: "stopped", seatId: "seat-bo", source: "camera" },
        { $type: "stopped", seatId: "seat-bo", source: "screen" },
      ),
    );
    expect(next).toEqual({ ...meeting(4, person("bo")) });
  });

  it("are announced once, and never one's own", () => {
    const started = change(4, { $type: "shared", seatId: "seat-bo", sound: false });
    expect(announcements(state, started, "user-ada")).toEqual([{ kind: "shared", name: "bo" }]);
    expect(announcements(sharing(state, "bo"), started, "user-ada")).toEqual([]);
    expect(announcements(state, started, "user-bo")).toEqual([]);
  });

  it("are refused beyond four, and where only hosts may", () => {
    expect(shareRefusal(sharing(state, "a", "b", "c", "d"), "user-ada")).toBe("share.limit_reached");
    expect(shareRefusal({ ...state, sharePolicy: "hosts" }, "user-bo")).toBe("share.not_allowed");
    expect(shareRefusal({ ...state, sharePolicy: "hosts" }, "user-ada")).toBeNull();
    expect(shareRefusal(sharing(state, "a", "b", "c"), "user-bo")).toBeNull();
  });
});

describe("the foreground", () => {
  const people = meeting(1, person("me"), person("ada", { camera: true }), person("bo"));

  it("is the newest share of somebody else, unless something is pinned", () => {
    expect(focusOf(people, "seat-me", null)).toBeNull();
    expect(focusOf(sharing(people, "ada", "bo", "me"), "seat-me", null)).toEqual({ source: "screen", seatId: "seat-bo" });
    const older: Focus = { source: "screen", seatId: "seat-ada" };
    expect(focusOf(sharing(people, "ada", "bo"), "seat-me", older)).toBe(older);
  });

  it("falls back when the pinned share ends, or the pinned person leaves or turns the camera off", () => {
    const newest = { source: "screen", seatId: "seat-bo" };
    expect(focusOf(sharing(people, "bo"), "seat-me", { source: "screen", seatId: "seat-ada" })).toEqual(newest);
    expect(focusOf(sharing(people, "bo"), "seat-me", { source: "camera", seatId: "seat-bo" })).toEqual(newest);
    expect(focusOf(people, "seat-me", { source: "camera", seatId: "seat-gone" })).toBeNull();
    expect(focusOf(people, "seat-me", { source: "camera", seatId: "seat-ada" })?.seatId).toBe("seat-ada");
  });

  it("is, in a layout with somebody large, whoever spoke last, or has a camera on, or is there; never oneself", () => {
    const face = (name: string) => ({ source: "camera", seatId: `seat-${name}` });
    expect(focusOf(people, "seat-me", null, "sidebar", "seat-bo")).toEqual(face("bo"));
    expect(focusOf(people, "seat-me", null, "focus", "seat-gone")).toEqual(face("ada"));
    expect(focusOf(meeting(1, person("me"), person("bo")), "seat-me", null, "focus")).toEqual(face("bo"));
    expect(focusOf(meeting(1, person("me", { camera: true })), "seat-me", null, "focus", "seat-me")).toBeNull();
    expect(focusOf(sharing(people, "bo"), "seat-me", null, "focus", "seat-ada")?.source).toBe("screen");
  });
});

describe("what is wanted", () => {
  const large = { width: 1600, height: 900 };
  const seats = (...names: string[]) => new Set(names.map((name) => `seat-${name}`));
  const look = (more: Partial<Look> = {}): Look => ({
    faces: seats("me", "ada", "bo"),
    tile: { width: 640, height: 360 },
    focus: null,
    focusSize: large,
    hidden: new Set(),
    saver: "off",
    visible: true,
    ...more,
  });
  const people = meeting(
    1,
    person("me", { camera: true }),
    person("ada", { camera: true }),
    person("bo"),
    person("chae", { camera: true }),
  );
  const pictures = (state: MeetingSnapshot, how: Look) =>
    wantedTracks(state, "seat-me", how).filter((track) => track.source === "camera" || track.source === "screen");

  it("is every other microphone, and the cameras that are on and in view", () => {
    expect(wantedTracks(people, "seat-me", look())).toEqual([
      { seatId: "seat-ada", source: "microphone" },
      { seatId: "seat-bo", source: "microphone" },
      { seatId: "seat-chae", source: "microphone" },
      { seatId: "seat-ada", source: "camera", width: 640, height: 360 },
    ]);
  });

  it("is nothing of somebody blocked, neither picture nor sound", () => {
    const hidden = blockedSeats(people, (userId) => userId === "user-ada");
    const wanted = wantedTracks(people, "seat-me", look({ hidden }));
    expect([...hidden]).toEqual(["seat-ada"]);
    expect(wanted.map((track) => track.seatId)).toEqual(["seat-bo", "seat-chae"]);
  });

  it("is small and slow in a grid above four", () => {
    const crowd = look({ faces: seats("me", "ada", "bo", "chae", "dan") });
    expect(pictures(people, crowd)).toContainEqual({
      seatId: "seat-ada",
      source: "camera",
      width: 320,
      height: 180,
      framesPerSecond: 15,
    });
  });

  it("is the pinned face at most in 720p, and not in its tile as well", () => {
    const pinned = look({ focus: { source: "camera", seatId: "seat-ada" } });
    expect(pictures(people, pinned)).toEqual([{ seatId: "seat-ada", source: "camera", width: 1280, height: 720, pinned: true }]);
  });

  it("is the focused screen as large as shown, beside small faces, with the sound of every share", () => {
    const state = {
      ...sharing(people, "bo", "chae"),
      shares: [
        { seatId: "seat-bo", sound: true },
        { seatId: "seat-chae", sound: false },
      ],
    };
    const watching = look({ focus: { source: "screen", seatId: "seat-chae" } });
    expect(wantedTracks(state, "seat-me", watching)).toContainEqual({ seatId: "seat-bo", source: "screenSound" });
    expect(pictures(state, watching)).toEqual([
      { seatId: "seat-ada", source: "camera", width: 320, height: 180, framesPerSecond: 15 },
      { seatId: "seat-chae", source: "screen", width: 1600, height: 900, pinned: true },
    ]);
  });

  it("has few pictures or none while data is saved, and none while the page is hidden", () => {
    expect(pictures(people, look({ saver: "slow" }))).toEqual([
      { seatId: "seat-ada", source: "camera", width: 320, height: 180, framesPerSecond: 5 },
    ]);
    expect(pictures(people, look({ saver: "sound" }))).toEqual([]);
    expect(pictures(people, look({ visible: false }))).toEqual([]);
    expect(wantedTracks(people, "seat-me", look({ visible: false }))).toHaveLength(3);
  });

  it("speaks of sizes in steps", () => {
    expect(steppedSize(300, 1)).toEqual({ width: 320, height: 180 });
    expect(steppedSize(310, 1)).toEqual(steppedSize(301, 1));
  });
});

describe("raised hands", () => {
  const raised: MeetingSnapshot = { ...meeting(3, person("ada"), person("bo"), person("chae")), hands: ["seat-bo", "seat-ada"] };
  const hand = (kind: "hand_raised" | "hand_called", name: string): MeetingEvent => ({ $type: kind, seatId: `seat-${name}` });

  it("stand in a queue, and going out of it moves the others up", () => {
    const next = play(raised, change(5, hand("hand_raised", "chae"), hand("hand_called", "bo")));
    expect(next).toMatchObject({ hands: ["seat-ada", "seat-chae"] });
    expect([handOf(raised, "seat-bo"), handOf(raised, "seat-ada"), handOf(raised, "seat-chae")]).toEqual([1, 2, null]);
    const gone = play(raised, change(4, { $type: "departed", seatId: "seat-bo", userId: "user-bo", reason: "left" }));
    expect(gone).toMatchObject({ hands: ["seat-ada"] });
  });

  it("of others are announced, the own one where a host took it down", () => {
    const said = (event: MeetingEvent) => announcements(raised, change(4, event), "user-ada");
    expect(said(hand("hand_raised", "chae"))).toEqual([{ kind: "hand_raised", name: "chae" }]);
    expect(said(hand("hand_called", "bo"))).toEqual([{ kind: "hand_called", name: "bo" }]);
    expect(said(hand("hand_called", "ada"))).toEqual([]);
    expect(said({ $type: "hand_lowered", seatId: "seat-ada", byHost: true })).toEqual([{ kind: "hand_lowered" }]);
    expect(said({ $type: "hand_lowered", seatId: "seat-ada", byHost: false })).toEqual([]);
    expect(said({ $type: "hand_lowered", seatId: "seat-bo", byHost: true })).toEqual([]);
  });
});

describe("reactions", () => {
  it("are one a seat, the newest", () => {
    const shown = (id: number, name: string): ShownReaction => ({ id, seatId: `seat-${name}`, reaction: "clap" });
    expect(withReaction([shown(1, "ada"), shown(2, "bo")], shown(3, "ada"))).toEqual([shown(2, "bo"), shown(3, "ada")]);
  });
});

describe("the browser somebody is helped with", () => {
  const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
  it.each([
    ["chrome", `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36`, 0],
    ["edge", `Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 10],
    ["firefox", "Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:142.0) Gecko/20100101 Firefox/142.0", 0],
    ["safari", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.6 Safari/605.1.15`, 0],
    ["ios", `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webkit} CriOS/140.0 Mobile/15E148 Safari/604.1`, 5],
    ["ios", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.6 Safari/605.1.15`, 5],
    ["android", "Mozilla/5.0 (Android 15; Mobile; rv:142.0) Gecko/142.0 Firefox/142.0", 5],
  ])("is %s", (kind, agent, touchPoints) => {
    expect(browserKind(agent, touchPoints)).toBe(kind);
  });
});

describe("news of the media server", () => {
  it("replaces what was said of the same thing", () => {
    let news = hear(noNews, { type: "media.speaker", body: { roomId: "room", seatId: "seat-ada" } });
    news = hear(news, { type: "media.quality", body: { roomId: "room", seatId: "seat-ada", quality: "poor" } });
    news = hear(news, { type: "media.quality", body: { roomId: "room", seatId: "seat-bo", quality: "good" } });
    news = hear(news, { type: "media.quality", body: { roomId: "room", seatId: "seat-ada", quality: "fair" } });
    news = hear(news, { type: "media.paused", body: { roomId: "room", tracks: [{ seatId: "seat-bo", source: "camera" }] } });
    expect(news.speaker).toBe("seat-ada");
    expect([...news.qualities]).toEqual([
      ["seat-ada", "fair"],
      ["seat-bo", "good"],
    ]);
    expect(news.paused.has("seat-bo/camera")).toBe(true);
    const later = hear(news, { type: "media.paused", body: { roomId: "room", tracks: [] } });
    expect(later.paused.size).toBe(0);
    expect(hear(later, { type: "media.speaker", body: { roomId: "room", seatId: null } }).speaker).toBeNull();
  });
});

describe("the network hint", () => {
  it("has three steps", () => {
    expect([20, 300, 301, 800, 801].map(networkHint)).toEqual(["good", "good", "fair", "fair", "slow"]);
  });
});
