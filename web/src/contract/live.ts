// Generated from the server; do not edit. Run ./studyhub contract.
import type { AuthorView, CameraRule, Channel, MessageView, MicrophonePolicy, ReportOutcome, RoomKind, RoomView } from "./http";

/** The answer to a command: exactly one of value and error is set. */
export type Reply<T> = { value: T; error: null } | { value: null; error: Refusal };

/** The commands of a client. */
export interface LiveCalls {
  "live.hello": { request: HelloRequest; reply: HelloReply };
  "live.beat": { request: Record<string, never>; reply: BeatReply };
  "groups.watch": { request: GroupRequest; reply: Record<string, never> };
  "groups.unwatch": { request: GroupRequest; reply: Record<string, never> };
  "rooms.watch": { request: Record<string, never>; reply: Record<string, never> };
  "rooms.unwatch": { request: Record<string, never>; reply: Record<string, never> };
  "meeting.enter": { request: EnterRoomRequest; reply: EnterReply };
  "meeting.leave": { request: RoomRequest; reply: Record<string, never> };
  "meeting.snapshot": { request: RoomRequest; reply: MeetingSnapshot };
  "meeting.close": { request: RoomRequest; reply: Record<string, never> };
  "meeting.set_device": { request: DeviceRequest; reply: Record<string, never> };
  "meeting.start_share": { request: StartShareRequest; reply: Record<string, never> };
  "meeting.stop_share": { request: RoomRequest; reply: Record<string, never> };
  "meeting.set_share_policy": { request: SharePolicyRequest; reply: Record<string, never> };
  "meeting.stop_source": { request: StopSourceRequest; reply: Record<string, never> };
  "meeting.set_hand": { request: HandRequest; reply: Record<string, never> };
  "meeting.lower_hand": { request: SeatRequest; reply: Record<string, never> };
  "meeting.call_hand": { request: SeatRequest; reply: Record<string, never> };
  "meeting.react": { request: ReactRequest; reply: Record<string, never> };
  "media.publish": { request: PublishRequest; reply: PublishReply };
  "media.subscribe": { request: SubscribeRequest; reply: OfferReply };
  "media.answer": { request: AnswerRequest; reply: Record<string, never> };
  "meeting.lock": { request: LockRequest; reply: Record<string, never> };
  "meeting.admit": { request: TargetRequest; reply: Record<string, never> };
  "meeting.refuse": { request: TargetRequest; reply: Record<string, never> };
  "meeting.stop_waiting": { request: WaitRequest; reply: Record<string, never> };
  "meeting.warn": { request: ReasonRequest; reply: WarnReply };
  "meeting.kick": { request: ReasonRequest; reply: Record<string, never> };
  "meeting.bans": { request: WaitRequest; reply: BansReply };
  "meeting.lift_ban": { request: TargetRequest; reply: Record<string, never> };
  "meeting.delegate": { request: TargetRequest; reply: Record<string, never> };
  "media.probe": { request: ProbeMediaRequest; reply: ProbeReply };
  "chat.send": { request: PostMessageRequest; reply: MessageStored };
  "chat.edit": { request: EditMessageRequest; reply: ChangeStored };
  "chat.delete": { request: DeleteMessageRequest; reply: ChangeStored };
  "chat.react": { request: ReactToMessageRequest; reply: ChangeStored };
  "chat.pin": { request: PinMessageRequest; reply: ChangeStored };
  "chat.read": { request: ReadOnRequest; reply: ReadView };
  "chat.typing": { request: ChatRequest; reply: Record<string, never> };
  "chat.resume": { request: ResumeRequest; reply: ChatResumeReply };
  "chat.watch": { request: ChatRequest; reply: ChatSnapshot };
  "chat.unwatch": { request: ChatRequest; reply: Record<string, never> };
  "chat.follow": { request: Record<string, never>; reply: FollowedChats };
}

/** The events of the server. */
export interface LiveEvents {
  "live.closing": ConnectionClosing;
  "reports.closed": ReportClosed;
  "blocks.changed": BlocksChanged;
  "groups.changed": GroupChanged;
  "groups.mine": MyGroupsChanged;
  "groups.warned": GroupWarned;
  "rooms.changed": RoomChanged;
  "meeting.waiting": WaitingChanged;
  "meeting.place": PlaceChanged;
  "meeting.wait_ended": WaitEnded;
  "meeting.warned": RoomWarned;
  "meeting.changed": MeetingChanged;
  "meeting.seat_ended": SeatEnded;
  "meeting.reacted": Reacted;
  "meeting.camera_reminder": CameraReminder;
  "media.speaker": SpeakerChanged;
  "media.quality": QualityChanged;
  "media.demand": DemandChanged;
  "media.paused": TracksPaused;
  "chat.changed": ChatChanged;
  "chat.news": ChatNews;
  "chat.typing": ChatTyping;
  "chat.read": ChatRead;
  "notifications.changed": NotificationsChanged;
  "notifications.settings": NotificationSettingsChanged;
}

export interface AnswerRequest {
  roomId: string;
  revision: number;
  sdp: string;
}

export interface BansReply {
  items: RoomBanView[];
}

export interface BeatReply {
  serverTime: string;
}

export interface BlocksChanged {
  userId: string;
  blocked: boolean;
}

export interface CameraReminder {
  roomId: string;
  secondsLeft: number | null;
}

export interface ChangeStored {
  offset: number;
}

export interface ChatChange {
  offset: number;
  message: MessageView;
}

export interface ChatChanged {
  roomId: string;
  epoch: string;
  changes: ChatChange[];
}

export interface ChatNews {
  roomId: string;
  sequence: number;
  authorId: string;
  removed: boolean;
}

export interface ChatRead {
  roomId: string;
  read: ReadView;
}

export interface ChatRequest {
  roomId: string;
}

export interface ChatResumeReply {
  reload: boolean;
  changes: ChatChange[];
  offset: number;
  snapshot: ChatSnapshot | null;
  read: ReadView;
}

export interface ChatSnapshot {
  roomId: string;
  epoch: string;
  offset: number;
  messages: MessageView[];
  earlierCursor: string | null;
  read: ReadView;
}

export interface ChatTyping {
  roomId: string;
  person: AuthorView;
}

export interface ConnectionClosing {
  code: string;
}

export type ConnectionQuality = "good" | "fair" | "poor";

export interface DeleteMessageRequest {
  roomId: string;
  sequence: number;
}

export interface DemandChanged {
  roomId: string;
  source: MediaSource;
  rids: string[];
}

export type DepartureReason = "left" | "lost" | "moved" | "session_ended" | "room_closed" | "kicked" | "membership_ended" | "camera_off";

export interface DeviceRequest {
  roomId: string;
  source: MediaSource;
  on: boolean;
}

export interface EditMessageRequest {
  roomId: string;
  sequence: number;
  text: string;
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

export type ErrorKind = "Malformed" | "Unauthenticated" | "Forbidden" | "NotFound" | "MethodNotAllowed" | "Conflict" | "Gone" | "Stale" | "TooLarge" | "UnsupportedType" | "Invalid" | "Locked" | "TooMany" | "Unavailable";

export interface FollowedChat {
  roomId: string;
  read: ReadView;
}

export interface FollowedChats {
  items: FollowedChat[];
}

export interface GroupChanged {
  groupId: string;
}

export type GroupHappening = "joined" | "left" | "kicked" | "dissolved" | "restored" | "refused" | "role";

export interface GroupRequest {
  groupId: string;
}

export interface GroupWarned {
  groupId: string;
  groupName: string;
  reason: string;
  number: number;
}

export interface HandRequest {
  roomId: string;
  raised: boolean;
}

export interface HelloReply {
  userId: string;
  serverTime: string;
  heartbeat: number;
}

export interface HelloRequest {
  device: string;
  label: string;
}

export interface HostingView {
  kind: RoomKind;
  lobby: boolean;
  locked: boolean;
  managerIds: string[];
}

export interface IceServer {
  urls: string[];
  username: string | null;
  credential: string | null;
}

export interface LockRequest {
  roomId: string;
  locked: boolean;
}

export interface MediaEntry {
  iceServers: IceServer[];
  kept: boolean;
  offer: OfferView | null;
}

export type MediaSource = "microphone" | "camera" | "screen" | "screenSound";

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
  $type: "stopped";
  seatId: string;
  source: MediaSource;
} | {
  $type: "shared";
  seatId: string;
  sound: boolean;
} | {
  $type: "unshared";
  seatId: string;
} | {
  $type: "share_policy";
  policy: SharePolicy;
} | {
  $type: "hand_raised";
  seatId: string;
} | {
  $type: "hand_lowered";
  seatId: string;
  byHost: boolean;
} | {
  $type: "hand_called";
  seatId: string;
} | {
  $type: "published";
  seatId: string;
} | {
  $type: "owner";
  userId: string;
} | {
  $type: "lock";
  locked: boolean;
} | {
  $type: "room";
  title: string;
  channel: Channel | null;
  notice: string;
  capacity: number;
  microphonePolicy: MicrophonePolicy;
  cameraRule: CameraRule;
  lobby: boolean;
  managerIds: string[];
} | {
  $type: "closed";
};

export interface MeetingSnapshot {
  roomId: string;
  version: number;
  title: string;
  channel: Channel | null;
  notice: string;
  capacity: number;
  microphonePolicy: MicrophonePolicy;
  cameraRule: CameraRule;
  sharePolicy: SharePolicy;
  ownerId: string;
  hosting: HostingView;
  participants: ParticipantView[];
  shares: ShareView[];
  hands: string[];
}

export interface MessageStored {
  sequence: number;
  postedAt: string;
}

export interface MyGroupsChanged {
  groupId: string;
  groupName: string;
  happening: GroupHappening;
}

export type NotificationSettingsChanged = Record<string, never>;

export interface NotificationsChanged {
  unread: number;
  arrived: string | null;
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
  avatar: string | null;
  enteredAt: string;
  held: boolean;
  microphone: boolean;
  camera: boolean;
}

export interface PausedTrackView {
  seatId: string;
  source: MediaSource;
}

export interface PinMessageRequest {
  roomId: string;
  sequence: number;
  on: boolean;
}

export interface PlaceChanged {
  roomId: string;
  place: number;
}

export interface PostMessageRequest {
  roomId: string;
  messageId: string;
  text: string;
  replyTo?: number | null;
  files?: string[] | null;
}

export interface ProbeMediaRequest {
  sdp: string;
  tracks: PublishedTrack[];
}

export interface ProbeReply {
  sdp: string;
  iceServers: IceServer[];
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

export interface QualityChanged {
  roomId: string;
  seatId: string;
  quality: ConnectionQuality;
}

export interface ReactRequest {
  roomId: string;
  reaction: Reaction;
}

export interface ReactToMessageRequest {
  roomId: string;
  sequence: number;
  emoji: string;
  on: boolean;
}

export interface Reacted {
  roomId: string;
  seatId: string;
  reaction: Reaction;
}

export type Reaction = "thumbs_up" | "clap" | "heart" | "laugh" | "surprise" | "party" | "strength" | "coffee";

export interface ReadOnRequest {
  roomId: string;
  sequence: number;
}

export interface ReadView {
  readTo: number;
  unread: number;
}

export interface ReasonRequest {
  roomId: string;
  userId: string;
  reason?: string;
}

export interface Refusal {
  kind: ErrorKind;
  code: string;
  message: string;
  fields?: Record<string, string> | null;
  details?: Record<string, string> | null;
}

export interface ReportClosed {
  reportId: string;
  outcome: ReportOutcome;
}

export interface ResumeRequest {
  roomId: string;
  epoch: string;
  offset: number;
}

export interface RoomBanView {
  userId: string;
  handle: string;
  displayName: string;
  reason: string;
  bannedAt: string;
}

export interface RoomChanged {
  room: RoomView;
}

export interface RoomRequest {
  roomId: string;
}

export interface RoomWarned {
  roomId: string;
  roomTitle: string;
  reason: string;
  number: number;
}

export interface SeatEnded {
  roomId: string;
  code: string;
}

export interface SeatRequest {
  roomId: string;
  seatId: string;
}

export interface SeatView {
  seatId: string;
  enteredAt: string;
  resumed: boolean;
  stopped: MediaSource[];
}

export type SharePolicy = "everyone" | "hosts";

export interface SharePolicyRequest {
  roomId: string;
  policy: SharePolicy;
}

export interface ShareView {
  seatId: string;
  sound: boolean;
}

export interface SpeakerChanged {
  roomId: string;
  seatId: string | null;
}

export interface StartShareRequest {
  roomId: string;
  sound?: boolean;
}

export interface StopSourceRequest {
  roomId: string;
  source: MediaSource;
  seatId: string | null;
}

export interface SubscribeRequest {
  roomId: string;
  tracks: TrackRequest[];
}

export interface TargetRequest {
  roomId: string;
  userId: string;
}

export interface TrackRequest {
  seatId: string;
  source: MediaSource;
  width?: number;
  height?: number;
  pinned?: boolean;
  framesPerSecond?: number;
}

export interface TracksPaused {
  roomId: string;
  tracks: PausedTrackView[];
}

export interface WaitEnded {
  roomId: string;
  code: string;
}

export interface WaitRequest {
  roomId: string;
}

export interface WaiterView {
  userId: string;
  handle: string;
  displayName: string;
  since: string;
}

export interface WaitingChanged {
  roomId: string;
  people: WaiterView[];
}

export interface WarnReply {
  number: number;
  banned: boolean;
}
