// Generated from the server; do not edit. Run ./studyhub contract.
import type { Channel, MessageView, MicrophonePolicy, RoomView } from "./http";

/** What "Call" answers: exactly one of value and error is set. */
export type Reply<T> = { value: T; error: null } | { value: null; error: Refusal };

/** The commands of a client. */
export interface LiveCalls {
  "live.hello": { request: HelloRequest; reply: HelloReply };
  "live.beat": { request: Record<string, never>; reply: BeatReply };
  "rooms.watch": { request: Record<string, never>; reply: Record<string, never> };
  "rooms.unwatch": { request: Record<string, never>; reply: Record<string, never> };
  "meeting.enter": { request: EnterRoomRequest; reply: EnterReply };
  "meeting.leave": { request: RoomRequest; reply: Record<string, never> };
  "meeting.snapshot": { request: RoomRequest; reply: MeetingSnapshot };
  "meeting.close": { request: RoomRequest; reply: Record<string, never> };
  "meeting.set_device": { request: DeviceRequest; reply: Record<string, never> };
  "media.publish": { request: PublishRequest; reply: PublishReply };
  "media.subscribe": { request: SubscribeRequest; reply: OfferReply };
  "media.answer": { request: AnswerRequest; reply: Record<string, never> };
  "chat.send": { request: PostMessageRequest; reply: MessageStored };
  "chat.resume": { request: ResumeRequest; reply: ChatResumeReply };
}

/** The events of the server. */
export interface LiveEvents {
  "live.closing": ConnectionClosing;
  "rooms.changed": RoomChanged;
  "meeting.changed": MeetingChanged;
  "meeting.seat_ended": SeatEnded;
  "chat.changed": ChatChanged;
}

export interface AnswerRequest {
  roomId: string;
  revision: number;
  sdp: string;
}

export interface BeatReply {
  serverTime: string;
}

export interface ChatChange {
  offset: number;
  posted: MessageView;
}

export interface ChatChanged {
  roomId: string;
  epoch: string;
  changes: ChatChange[];
}

export interface ChatResumeReply {
  reload: boolean;
  changes: ChatChange[];
  offset: number;
  snapshot: ChatSnapshot | null;
}

export interface ChatSnapshot {
  roomId: string;
  epoch: string;
  offset: number;
  messages: MessageView[];
  earlierCursor: string | null;
}

export interface ConnectionClosing {
  code: string;
}

export type DepartureReason = "left" | "lost" | "moved" | "session_ended" | "room_closed";

export interface DeviceRequest {
  roomId: string;
  source: MediaSource;
  on: boolean;
}

export interface EnterReply {
  seat: SeatView;
  meeting: MeetingSnapshot;
  chat: ChatSnapshot;
  media: MediaEntry;
}

export interface EnterRoomRequest {
  roomId: string;
  call: string;
  password?: string | null;
  move?: boolean;
}

export type ErrorKind = "Malformed" | "Unauthenticated" | "Forbidden" | "NotFound" | "Conflict" | "Gone" | "Stale" | "TooLarge" | "UnsupportedType" | "Invalid" | "Locked" | "TooMany" | "Unavailable";

export interface HelloReply {
  userId: string;
  serverTime: string;
  heartbeat: number;
}

export interface HelloRequest {
  device: string;
  label: string;
}

export interface IceServer {
  urls: string[];
  username: string | null;
  credential: string | null;
}

export interface MediaEntry {
  iceServers: IceServer[];
  kept: boolean;
  offer: OfferView | null;
}

export type MediaSource = "microphone" | "camera";

export interface MeetingChanged {
  roomId: string;
  version: number;
  events: MeetingEvent[];
}

export type MeetingEvent = {
  $type: "arrived";
  participant: ParticipantView;
} | {
  $type: "departed";
  seatId: string;
  userId: string;
  reason: DepartureReason;
} | {
  $type: "held";
  seatId: string;
} | {
  $type: "returned";
  seatId: string;
} | {
  $type: "device";
  seatId: string;
  source: MediaSource;
  on: boolean;
} | {
  $type: "published";
  seatId: string;
} | {
  $type: "owner";
  userId: string;
} | {
  $type: "closed";
};

export interface MeetingSnapshot {
  roomId: string;
  version: number;
  title: string;
  channel: Channel;
  notice: string;
  capacity: number;
  microphonePolicy: MicrophonePolicy;
  ownerId: string;
  participants: ParticipantView[];
}

export interface MessageStored {
  sequence: number;
  postedAt: string;
}

export interface OfferReply {
  offer: OfferView | null;
}

export interface OfferView {
  revision: number;
  sdp: string;
  tracks: OfferedTrackView[];
}

export interface OfferedTrackView {
  mid: string;
  seatId: string;
  source: MediaSource;
}

export interface ParticipantView {
  seatId: string;
  userId: string;
  handle: string;
  displayName: string;
  enteredAt: string;
  held: boolean;
  microphone: boolean;
  camera: boolean;
}

export interface PostMessageRequest {
  roomId: string;
  messageId: string;
  text: string;
}

export interface PublishReply {
  sdp: string;
}

export interface PublishRequest {
  roomId: string;
  sdp: string;
  tracks: PublishedTrack[];
}

export interface PublishedTrack {
  mid: string;
  source: MediaSource;
}

export interface Refusal {
  kind: ErrorKind;
  code: string;
  message: string;
  fields?: Record<string, string> | null;
  details?: Record<string, string> | null;
}

export interface ResumeRequest {
  roomId: string;
  epoch: string;
  offset: number;
}

export interface RoomChanged {
  room: RoomView;
}

export interface RoomRequest {
  roomId: string;
}

export interface SeatEnded {
  roomId: string;
  code: string;
}

export interface SeatView {
  seatId: string;
  enteredAt: string;
  resumed: boolean;
}

export interface SubscribeRequest {
  roomId: string;
  tracks: TrackRequest[];
}

export interface TrackRequest {
  seatId: string;
  source: MediaSource;
  width?: number;
  height?: number;
}
