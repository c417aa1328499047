import { Call } from "@/call/call";
import type { ShareMode } from "@/call/encodings";
import type { LocalMedia } from "@/call/local-media";
import { captureScreen } from "@/call/screen-capture";
import type { DeviceSource, Signals } from "@/call/signals";
import type {
  EnterReply,
  LiveCalls,
  MediaSource,
  MeetingChanged,
  MeetingSnapshot,
  Refusal,
  Reply,
  SeatView,
  WaiterView,
} from "@/contract/live";
import { randomKey } from "@/live/device";
import type { Live } from "@/live/live";
import { Gestures } from "./gestures";
import { HostVoice } from "./hosting";
import { hear, type MediaNews, noNews } from "./media-news";
import type { Focus } from "./stage-focus";
import { type Announcement, type AnnouncementBody, announcements, catchUp, play, sourcesOf } from "./state";

export type MeetingPhase = "outside" | "entering" | "inside" | "returning" | "ended";

export interface MeetingState {
  phase: MeetingPhase;
  meeting: MeetingSnapshot | null;
  seat: SeatView | null;
  endedWith: string | null;
  announcements: Announcement[];
  /** Who waits at the door, as far as this person may know. */
  waiting: readonly WaiterView[];
  news: MediaNews;
  /** What a host has switched off, until the person has read it. */
  stoppedByHost: MediaSource | null;
  /** A host has called this person's hand, until that was read. */
  floor: boolean;
  /** The room asks for a camera: seconds until the seat is freed, null where it is not; undefined while nobody asks. */
  cameraReminder: number | null | undefined;
  /** What this person has put into the foreground. */
  pinned: Focus | null;
  /** A share that a reload has ended: one press brings it back. */
  shareAgain: ShareMode | null;
}

const shownMs = 6000;

/** One visit to one room: entering, its state, coming back after a loss, its media, leaving. */
export class MeetingSession {
  readonly roomId: string;
  readonly call: Call;
  readonly voice: HostVoice;
  readonly gestures: Gestures;
  #state: MeetingState = {
    phase: "outside",
    meeting: null,
    seat: null,
    endedWith: null,
    announcements: [],
    waiting: [],
    news: noNews,
    stoppedByHost: null,
    floor: false,
    cameraReminder: undefined,
    pinned: null,
    shareAgain: null,
  };
  #password: string | null = null;
  #early: MeetingChanged[] = [];
  #refreshing = false;
  #entries = 0;
  #nextAnnouncement = 1;
  #repairs = 0;
  #repair: ReturnType<typeof setTimeout> | undefined;
  readonly #live: Live;
  readonly #myUserId: string;
  readonly #onEntered: (reply: EnterReply) => void;
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: (() => void)[];

  constructor(live: Live, roomId: string, myUserId: string, local: LocalMedia, onEntered: (reply: EnterReply) => void) {
    this.#live = live;
    this.roomId = roomId;
    this.#myUserId = myUserId;
    this.#onEntered = onEntered;
    this.voice = new HostVoice(live, roomId);
    this.gestures = new Gestures(live, roomId);
    this.call = new Call(signals(live, roomId), local, randomKey, () => this.#repairMedia());
    this.#unsubscribe = [
      live.on("meeting.changed", (change) => change.roomId === roomId && this.#heard(change)),
      live.on(
        "media.speaker",
        (body) => body.roomId === roomId && this.#set({ news: hear(this.#state.news, { type: "media.speaker", body }) }),
      ),
      live.on(
        "media.quality",
        (body) => body.roomId === roomId && this.#set({ news: hear(this.#state.news, { type: "media.quality", body }) }),
      ),
      live.on(
        "media.paused",
        (body) => body.roomId === roomId && this.#set({ news: hear(this.#state.news, { type: "media.paused", body }) }),
      ),
      live.on("media.demand", ({ source, rids, roomId: of }) => of === roomId && this.call.demand(source, rids)),
      live.on("meeting.waiting", (line) => line.roomId === roomId && this.#set({ waiting: line.people })),
      live.on(
        "meeting.camera_reminder",
        (reminder) => reminder.roomId === roomId && this.#set({ cameraReminder: reminder.secondsLeft }),
      ),
      live.on("meeting.seat_ended", (ended) => ended.roomId === roomId && this.#end(ended.code)),
      live.onOnline(() => this.#return()),
      live.watch(() => this.#connectionChanged()),
    ];
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly now = (): MeetingState => this.#state;

  /** Asks for a seat. Answers the refusal, or null. */
  async enter(password: string | null, move = false): Promise<Refusal | null> {
    this.#set({ phase: "entering" });
    const reply = await this.#enter(password, move);
    if (reply.error === null) return null;
    this.#set({ phase: "outside" });
    return reply.error;
  }

  turn(source: DeviceSource, on: boolean, keepDevice = false): Promise<string | null> {
    if (on && this.#state.stoppedByHost === source) this.#set({ stoppedByHost: null });
    if (on && source === "camera") this.#set({ cameraReminder: undefined });
    return this.call.turn(source, on, keepDevice);
  }

  /**
   * Asks what to share, and shares it. To be called from a press. Answers the code of a refusal, or null.
   * @throws CaptureError where the browser does not come to share anything.
   */
  async share(mode: ShareMode): Promise<string | null> {
    const withSound = this.#state.meeting?.microphonePolicy !== "silent";
    const capture = await captureScreen(mode, withSound);
    if (capture === null) return null;
    this.#set({ shareAgain: null, stoppedByHost: this.#state.stoppedByHost === "screen" ? null : this.#state.stoppedByHost });
    return this.call.share(capture, mode);
  }

  /** Ends the room for everybody, as its owner. Answers the code of a refusal, or null. */
  closeRoom(): Promise<string | null> {
    return this.#ask("meeting.close", { roomId: this.roomId });
  }

  /** As a host: ends what somebody, or with null everybody else, sends. Answers the code of a refusal, or null. */
  stopSource(seatId: string | null, source: MediaSource): Promise<string | null> {
    return this.#ask("meeting.stop_source", { roomId: this.roomId, seatId, source });
  }

  /** As a host. Answers the code of a refusal, or null. */
  setSharePolicy(policy: MeetingSnapshot["sharePolicy"]): Promise<string | null> {
    return this.#ask("meeting.set_share_policy", { roomId: this.roomId, policy });
  }

  /** After a reload: the share that was, offered again. */
  offerShare(mode: ShareMode | null): void {
    this.#set({ shareAgain: mode });
  }

  pin(pinned: Focus | null): void {
    this.#set({ pinned });
  }

  readFloor(): void {
    this.#set({ floor: false });
  }

  readReminder(): void {
    this.#set({ cameraReminder: undefined });
  }

  readStopped(): void {
    this.#set({ stoppedByHost: null });
  }

  async #ask<K extends keyof LiveCalls>(name: K, body: LiveCalls[K]["request"]): Promise<string | null> {
    return (await this.#live.call(name, body)).error?.code ?? null;
  }

  /** Gives the seat and every device back. Nothing waits for the answer: leaving always succeeds. */
  leave(): void {
    const seated = this.#state.phase !== "outside" && this.#state.phase !== "ended";
    this.#close();
    if (seated) void this.#live.call("meeting.leave", { roomId: this.roomId });
    this.#set({ phase: "outside", meeting: null, seat: null });
    this.#watchers.clear();
  }

  async #enter(password: string | null, move: boolean): Promise<Reply<EnterReply>> {
    const entry = ++this.#entries;
    this.#early = [];
    this.#set({ news: noNews });
    const reply = await this.#live.call("meeting.enter", {
      roomId: this.roomId,
      call: this.call.entryKey(),
      password,
      move,
    });
    if (reply.error !== null || entry !== this.#entries) return reply;
    const { seat, meeting, media } = reply.value;
    this.#password = password;
    const known = this.#state.phase === "inside" && seat.resumed ? this.#state.meeting : null;
    const caughtUp = catchUp(known !== null && known.version > meeting.version ? known : meeting, this.#early);
    this.#early = [];
    this.#set({ phase: "inside", seat, meeting: caughtUp === "gap" ? meeting : caughtUp });
    if (caughtUp === "gap") void this.#refresh();
    this.#onEntered(reply.value);
    const { sending, share } = this.call.now();
    const lost = seat.stopped.find((source) =>
      source === "screen" ? share !== null : source !== "screenSound" && sending[source],
    );
    if (lost !== undefined) this.#set({ stoppedByHost: lost });
    void this.call.enter(media, sourcesOf(meeting, seat.seatId), seat.stopped);
    return reply;
  }

  /** The connection stands again: the same seat continues, or full admission decides. */
  async #return(): Promise<void> {
    if (this.#state.phase !== "returning" && this.#state.phase !== "inside") return;
    const reply = await this.#enter(this.#password, false);
    if (reply.error !== null && reply.error.code !== "live.offline") this.#end(reply.error.code);
  }

  /** Media broke while the room did not: entering again starts it anew, ever more patiently. */
  #repairMedia(): void {
    clearTimeout(this.#repair);
    const delay = Math.min(10_000, 500 * 2 ** this.#repairs++);
    this.#repair = setTimeout(() => {
      if (this.#state.phase === "inside" && this.#live.status === "online") void this.#return();
    }, delay);
    setTimeout(() => {
      this.#repairs = Math.max(0, this.#repairs - 1);
    }, 60_000);
  }

  #connectionChanged(): void {
    if (this.#live.status === "lost" && this.#state.phase === "inside") this.#set({ phase: "returning" });
    if (this.#live.status === "closed" && this.#live.closedWith !== null) this.#end(this.#live.closedWith);
  }

  #heard(change: MeetingChanged): void {
    const { meeting, phase } = this.#state;
    if (meeting === null || phase === "entering" || phase === "returning") {
      this.#early.push(change);
      return;
    }
    const next = play(meeting, change);
    if (next === "gap") {
      this.#early.push(change);
      void this.#refresh();
      return;
    }
    if (next === meeting) return;
    this.#set({ meeting: next });
    this.#announce(announcements(meeting, change, this.#myUserId));
    for (const event of change.events) {
      if (event.$type === "hand_called" && event.seatId === this.#state.seat?.seatId) this.#set({ floor: true });
      if (event.$type === "room" && event.cameraRule === "off") this.readReminder();
      if (event.$type !== "stopped" || event.seatId !== this.#state.seat?.seatId) continue;
      this.call.stopped(event.source);
      this.#set({ stoppedByHost: event.source });
    }
    if (change.events.some((event) => event.$type === "published" || event.$type === "arrived" || event.$type === "returned")) {
      this.call.wantAgain();
    }
    if (change.events.some((event) => event.$type === "closed")) this.#end("room.closed");
  }

  async #refresh(): Promise<void> {
    if (this.#refreshing) return;
    this.#refreshing = true;
    const reply = await this.#live.call("meeting.snapshot", { roomId: this.roomId });
    this.#refreshing = false;
    if (reply.error !== null || this.#state.phase !== "inside") return;
    const early = this.#early;
    this.#early = [];
    const caughtUp = catchUp(reply.value, early);
    this.#set({ meeting: caughtUp === "gap" ? reply.value : caughtUp });
    this.call.wantAgain();
  }

  #end(code: string): void {
    if (this.#state.phase === "ended" || this.#state.phase === "outside") return;
    this.#close();
    this.#set({ phase: "ended", endedWith: code });
  }

  #close(): void {
    this.#entries++;
    clearTimeout(this.#repair);
    this.call.close();
    this.gestures.close();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #announce(bodies: AnnouncementBody[]): void {
    if (bodies.length === 0) return;
    const fresh = bodies.map((body) => ({ ...body, id: this.#nextAnnouncement++ }) as Announcement);
    const ids = new Set(fresh.map((announcement) => announcement.id));
    this.#set({ announcements: [...this.#state.announcements, ...fresh].slice(-2) });
    setTimeout(() => this.#set({ announcements: this.#state.announcements.filter(({ id }) => !ids.has(id)) }), shownMs);
  }

  #set(change: Partial<MeetingState>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of [...this.#watchers]) watcher();
  }
}

function signals(live: Live, roomId: string): Signals {
  return {
    publish: (sdp, tracks) => live.call("media.publish", { roomId, sdp, tracks }),
    subscribe: (tracks) => live.call("media.subscribe", { roomId, tracks }),
    answer: (revision, sdp) => live.call("media.answer", { roomId, revision, sdp }),
    setDevice: (source, on) => live.call("meeting.set_device", { roomId, source, on }),
    startShare: (sound) => live.call("meeting.start_share", { roomId, sound }),
    stopShare: () => live.call("meeting.stop_share", { roomId }),
  };
}
