// Generated from the server's live routes. Do not edit: run ./studyhub contract.
import type { Channel, MessageView, MicrophonePolicy, RoomView } from "./http";

export interface Refusal {
  kind: string;
  code: string;
  message: string;
  fields?: Record<string, string> | null;
  details?: Record<string, string> | null;
}

/** What "Call" answers: exactly one of value and error is set. */
export type Reply<T> = { value: T; error: null } | { value: null; error: Refusal };

export interface LiveCalls {
  "live.hello": { request: { device: string; label: string }; reply: HelloReply };
  "live.beat": { request: Record<string, never>; reply: { serverTime: string } };
  "rooms.watch": { request: Record<string, never>; reply: Record<string, never> };
  "rooms.unwatch": { request: Record<string, never>; reply: Record<string, never> };
  "meeting.enter": { request: { roomId: string; password?: string | null; move?: boolean }; reply: EnterReply };
  "meeting.leave": { request: { roomId: string }; reply: Record<string, never> };
  "meeting.snapshot": { request: { roomId: string }; reply: MeetingSnapshot };
  "meeting.set_device": { request: { roomId: string; source: MediaSource; on: boolean }; reply: Record<string, never> };
  "media.publish": { request: { roomId: string; sdp: string; tracks: PublishedTrack[] }; reply: { sdp: string } };
  "media.subscribe": { request: { roomId: string; tracks: TrackWanted[] }; reply: { offer: SubscribeOffer | null } };
  "media.answer": { request: { roomId: string; revision: number; sdp: string }; reply: Record<string, never> };
  "chat.send": { request: { roomId: string; messageId: string; text: string }; reply: { sequence: number; postedAt: string } };
  "chat.resume": { request: { roomId: string; epoch: string; offset: number }; reply: ChatResumeReply };
}

export interface LiveEvents {
  /** The last event before the server closes this connection, with the reason's code: auth.session_ended, live.slow_consumer, live.superseded … */
  "live.closing": { code: string };
  /** A room opened, changed or closed; sent to those who watch the list. */
  "rooms.changed": { room: RoomView };
  "meeting.changed": MeetingChanged;
  /** This device's seat is gone: seat.taken_over, room.closed, auth.session_ended … */
  "meeting.seat_ended": { roomId: string; code: string };
  "chat.changed": ChatChanged;
}

export interface HelloReply { userId: string; serverTime: string; /** seconds */ heartbeat: number }

export interface EnterReply {
  seat: SeatView;
  meeting: MeetingSnapshot;
  chat: ChatSnapshot;
  media: MediaEntry;
}
export interface SeatView { seatId: string; enteredAt: string; /** true: the same seat continues (reload, reconnect) */ resumed: boolean }
export interface MediaEntry {
  iceServers: IceServer[];
  /** For the tracks of everybody present; null when nobody publishes yet. */
  offer: SubscribeOffer | null;
}
export interface IceServer { urls: string[]; username?: string | null; credential?: string | null }

export interface MeetingSnapshot {
  roomId: string;
  version: number;
  title: string;
  channel: Channel;
  notice: string;
  capacity: number;
  microphonePolicy: MicrophonePolicy;
  ownerId: string;
  /** In order of entry. */
  participants: Participant[];
}
export interface Participant {
  seatId: string;
  userId: string;
  handle: string;
  displayName: string;
  enteredAt: string;
  /** Lost contact: shown as "reconnecting". */
  held: boolean;
  microphone: boolean;
  camera: boolean;
}

/** version counts events: a change holds events version - events.length + 1 … version. */
export interface MeetingChanged { roomId: string; version: number; events: MeetingEvent[] }
export type MeetingEvent =
  | { $type: "arrived"; participant: Participant }
  | { $type: "departed"; seatId: string; userId: string; reason: DepartureReason }
  | { $type: "held"; seatId: string }
  | { $type: "returned"; seatId: string }
  | { $type: "device"; seatId: string; source: MediaSource; on: boolean }
  /** The seat's publishing connection (re)started: ask for its tracks again. */
  | { $type: "published"; seatId: string }
  | { $type: "owner"; userId: string }
  | { $type: "closed" };
export type DepartureReason = "left" | "lost" | "moved" | "session_ended" | "room_closed";

export type MediaSource = "microphone" | "camera";
export interface PublishedTrack { mid: string; source: MediaSource }
export interface TrackWanted { seatId: string; source: MediaSource; width?: number; height?: number }
export interface OfferedTrack { mid: string; seatId: string; source: MediaSource }
export interface SubscribeOffer { revision: number; sdp: string; tracks: OfferedTrack[] }

export interface ChatSnapshot { roomId: string; epoch: string; offset: number; /** ascending, at most 50 */ messages: MessageView[]; hasEarlier: boolean }
export interface ChatChanged { roomId: string; epoch: string; changes: ChatChange[] }
export interface ChatChange { offset: number; posted: MessageView }
export type ChatResumeReply =
  | { reload: false; changes: ChatChange[]; offset: number; snapshot: null }
  | { reload: true; changes: ChatChange[]; offset: number; snapshot: ChatSnapshot };
