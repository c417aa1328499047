import type { DepartureReason, MeetingChanged, MeetingEvent, MeetingSnapshot, ParticipantView } from "@/contract/live";

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
      return { ...state, participants: state.participants.filter((present) => present.seatId !== event.seatId) };
    case "held":
      return edit(state, event.seatId, { held: true });
    case "returned":
      return edit(state, event.seatId, { held: false });
    case "device":
      return edit(state, event.seatId, event.source === "camera" ? { camera: event.on } : { microphone: event.on });
    case "owner":
      return { ...state, ownerId: event.userId };
    default:
      // "published" and "closed" concern media and the seat; and a newer server may send what we do not know yet.
      return state;
  }
}

function edit(state: MeetingSnapshot, seatId: string, change: Partial<ParticipantView>): MeetingSnapshot {
  return {
    ...state,
    participants: state.participants.map((present) => (present.seatId === seatId ? { ...present, ...change } : present)),
  };
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
    }
    state = step(state, event);
  }
  return said;
}

/** The own tile first, then everybody in order of entry. */
export function inTileOrder(participants: ParticipantView[], mySeatId: string): ParticipantView[] {
  return [
    ...participants.filter((present) => present.seatId === mySeatId),
    ...participants.filter((present) => present.seatId !== mySeatId),
  ];
}

/** How a round trip to the server feels in a conversation; the steps are those of ITU-T G.114, doubled for both ways. */
export function networkHint(roundTripMs: number): "good" | "fair" | "slow" {
  return roundTripMs <= 300 ? "good" : roundTripMs <= 800 ? "fair" : "slow";
}
