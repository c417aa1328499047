import type {
  DepartureReason,
  MediaSource,
  MeetingChanged,
  MeetingEvent,
  MeetingSnapshot,
  ParticipantView,
} from "@/contract/live";
import { isHost } from "./hosting";

/** Plays a change onto a snapshot. "gap" means one was missed: ask for a fresh snapshot. */
export function play(state: MeetingSnapshot, change: MeetingChanged): MeetingSnapshot | "gap" {
  if (change.version <= state.version) return state;
  if (change.version - change.events.length !== state.version) return "gap";
  return { ...change.events.reduce(step, state), version: change.version };
}

function step(state: MeetingSnapshot, event: MeetingEvent): MeetingSnapshot {
  switch (event.$type) {
    case "arrived":
      return {
        ...state,
        participants: [...state.participants.filter((present) => present.seatId !== event.participant.seatId), event.participant],
      };
    case "departed":
      return {
        ...state,
        participants: state.participants.filter((present) => present.seatId !== event.seatId),
        shares: withoutShare(state, event.seatId),
        hands: withoutHand(state, event.seatId),
      };
    case "held":
      return edit(state, event.seatId, { held: true });
    case "returned":
      return edit(state, event.seatId, { held: false });
    case "device":
      return edit(state, event.seatId, event.source === "camera" ? { camera: event.on } : { microphone: event.on });
    case "stopped":
      if (event.source === "screen") return { ...state, shares: withoutShare(state, event.seatId) };
      return edit(state, event.seatId, event.source === "camera" ? { camera: false } : { microphone: false });
    case "shared":
      return state.shares.some((share) => share.seatId === event.seatId)
        ? { ...state, shares: state.shares.map((s) => (s.seatId === event.seatId ? { ...s, sound: event.sound } : s)) }
        : { ...state, shares: [...state.shares, { seatId: event.seatId, sound: event.sound }] };
    case "unshared":
      return { ...state, shares: withoutShare(state, event.seatId) };
    case "hand_raised":
      return { ...state, hands: [...withoutHand(state, event.seatId), event.seatId] };
    case "hand_lowered":
    case "hand_called":
      return { ...state, hands: withoutHand(state, event.seatId) };
    case "share_policy":
      return { ...state, sharePolicy: event.policy };
    case "lock":
      return { ...state, hosting: { ...state.hosting, locked: event.locked } };
    case "room": {
      const { $type: _, lobby, managerIds, ...room } = event;
      return { ...state, ...room, hosting: { ...state.hosting, lobby, managerIds } };
    }
    case "owner":
      return { ...state, ownerId: event.userId };
    default:
      // "published" and "closed" concern media and the seat; and a newer server may send what we do not know yet.
      return state;
  }
}

function withoutShare(state: MeetingSnapshot, seatId: string) {
  return state.shares.filter((share) => share.seatId !== seatId);
}

function edit(state: MeetingSnapshot, seatId: string, change: Partial<ParticipantView>): MeetingSnapshot {
  return {
    ...state,
    participants: state.participants.map((present) => (present.seatId === seatId ? { ...present, ...change } : present)),
  };
}

function withoutHand(state: MeetingSnapshot, seatId: string) {
  return state.hands.filter((raised) => raised !== seatId);
}

/** The place of a seat's hand in the queue, 1 for the next to be called; null while it is down. */
export function handOf(state: MeetingSnapshot, seatId: string): number | null {
  return state.hands.indexOf(seatId) + 1 || null;
}

/** Changes heard before the snapshot they belong to was answered, played onto it. */
export function catchUp(snapshot: MeetingSnapshot, early: MeetingChanged[]): MeetingSnapshot | "gap" {
  let state = snapshot;
  for (const change of early) {
    const next = play(state, change);
    if (next === "gap") return "gap";
    state = next;
  }
  return state;
}

/** A quiet line about people, for eyes and for screen readers. */
export type Announcement = { id: number } & (
  | { kind: "arrived"; name: string }
  | { kind: "departed"; name: string; reason: DepartureReason }
  | { kind: "owner"; name: string; mine: boolean }
  | { kind: "shared"; name: string }
  | { kind: "hand_raised"; name: string }
  | { kind: "hand_called"; name: string }
  | { kind: "hand_lowered" }
);
export type AnnouncementBody = Announcement extends infer A ? (A extends { id: number } ? Omit<A, "id"> : never) : never;

/** What is worth saying about a change, by what was known before it. Own arrivals and departures are not news. */
export function announcements(before: MeetingSnapshot, change: MeetingChanged, myUserId: string): AnnouncementBody[] {
  const said: AnnouncementBody[] = [];
  let state = before;
  for (const event of change.events) {
    const name = (userId: string) => state.participants.find((present) => present.userId === userId)?.displayName ?? "";
    if (event.$type === "arrived" && event.participant.userId !== myUserId && !name(event.participant.userId)) {
      said.push({ kind: "arrived", name: event.participant.displayName });
    } else if (event.$type === "departed" && event.userId !== myUserId && name(event.userId)) {
      said.push({ kind: "departed", name: name(event.userId), reason: event.reason });
    } else if (event.$type === "owner" && event.userId !== state.ownerId) {
      said.push({ kind: "owner", name: name(event.userId), mine: event.userId === myUserId });
    } else if (event.$type === "shared" && !state.shares.some((share) => share.seatId === event.seatId)) {
      const sharer = state.participants.find((present) => present.seatId === event.seatId);
      if (sharer && sharer.userId !== myUserId) said.push({ kind: "shared", name: sharer.displayName });
    } else if (event.$type === "hand_raised" || event.$type === "hand_called" || event.$type === "hand_lowered") {
      said.push(...aboutHand(state, event, myUserId));
    }
    state = step(state, event);
  }
  return said;
}

/** A hand of somebody else that goes up or has the floor; the own one only where a host took it down. */
function aboutHand(
  state: MeetingSnapshot,
  event: Extract<MeetingEvent, { $type: "hand_raised" | "hand_called" | "hand_lowered" }>,
  myUserId: string,
): AnnouncementBody[] {
  const person = state.participants.find((present) => present.seatId === event.seatId);
  if (person === undefined) return [];
  if (event.$type === "hand_lowered") return person.userId === myUserId && event.byHost ? [{ kind: "hand_lowered" }] : [];
  return person.userId === myUserId ? [] : [{ kind: event.$type, name: person.displayName }];
}

/** The own tile first, then everybody in order of entry. */
export function inTileOrder(participants: ParticipantView[], mySeatId: string): ParticipantView[] {
  return [
    ...participants.filter((present) => present.seatId === mySeatId),
    ...participants.filter((present) => present.seatId !== mySeatId),
  ];
}

/** Where people sit whom whoever looks has blocked. */
export function blockedSeats(state: MeetingSnapshot, isBlocked: (userId: string) => boolean): ReadonlySet<string> {
  return new Set(state.participants.filter((present) => isBlocked(present.userId)).map((present) => present.seatId));
}

/** What the person at a seat sends now, as far as everybody knows. */
export function sourcesOf(state: MeetingSnapshot, seatId: string): ReadonlySet<MediaSource> {
  const person = state.participants.find((present) => present.seatId === seatId);
  const share = state.shares.find((shared) => shared.seatId === seatId);
  const sends: Record<MediaSource, boolean> = {
    microphone: person?.microphone === true,
    camera: person?.camera === true,
    screen: share !== undefined,
    screenSound: share?.sound === true,
  };
  return new Set((Object.keys(sends) as MediaSource[]).filter((source) => sends[source]));
}

/** Shares at once in one room. */
const mostShares = 4;

/** Why this person cannot share a screen now: the code of the server's refusal to come, or null. */
export function shareRefusal(state: MeetingSnapshot, myUserId: string): string | null {
  if (state.sharePolicy === "hosts" && !isHost(state, myUserId)) return "share.not_allowed";
  return state.shares.length >= mostShares ? "share.limit_reached" : null;
}

/** How a round trip to the server feels in a conversation; the steps are those of ITU-T G.114, doubled for both ways. */
export function networkHint(roundTripMs: number): "good" | "fair" | "slow" {
  return roundTripMs <= 300 ? "good" : roundTripMs <= 800 ? "fair" : "slow";
}
