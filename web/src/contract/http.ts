// Generated from the server; do not edit. Run ./studyhub contract.

export interface AuthorView {
  id: UserId;
  handle: string;
  displayName: string;
}

export type Channel = "elementary" | "middle" | "high" | "university" | "job-seekers";

export interface CodeSentView {
  resendAfter: number;
  expiresAfter: number;
}

export interface CreateRoomBody {
  title?: string | null;
  channel?: Channel | null;
  capacity?: number | null;
  password?: string | null;
  notice?: string | null;
  microphonePolicy?: MicrophonePolicy | null;
}

export interface EditMeBody {
  displayName?: string | null;
}

export interface EmailProofView {
  proof: string;
  expiresAt: string;
}

export interface HandleView {
  handle: string;
  available: boolean;
}

export interface InstallationView {
  name: string;
  version: string;
  /** In development, the folder where mails are written; null where they are sent. */
  mailOutbox: string | null;
  /** The https address, which browsers give camera and microphone to; null where there is none. */
  secureAddress: string | null;
}

export interface MeView {
  id: UserId;
  handle: string;
  displayName: string;
  email: string;
  createdAt: string;
}

export interface MessagePage {
  items: MessageView[];
  nextCursor: string | null;
  previousCursor: string | null;
}

export interface MessageView {
  sequence: number;
  messageId: string;
  author: AuthorView;
  text: string;
  postedAt: string;
}

export type MicrophonePolicy = "silent" | "push-to-talk" | "open";

export interface Problem {
  type?: string | null;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  instance?: string | null;
  /** Stable: area.reason. */
  code: string;
  traceId: string;
  errors?: Record<string, string>;
  details?: Record<string, string>;
}

export type RoomId = string;

export interface RoomPage {
  items: RoomView[];
  nextCursor: string | null;
}

export interface RoomPreview {
  id: RoomId;
  title: string;
  channel: Channel;
  capacity: number;
  taken: number;
  hasPassword: boolean;
  closed: boolean;
}

export interface RoomView {
  id: RoomId;
  title: string;
  channel: Channel;
  capacity: number;
  taken: number;
  hasPassword: boolean;
  notice: string;
  microphonePolicy: MicrophonePolicy;
  createdAt: string;
  closed: boolean;
}

export interface SendCodeBody {
  email?: string | null;
  purpose?: string | null;
}

export interface SessionView {
  me: MeView | null;
}

export interface SignInBody {
  name?: string | null;
  password?: string | null;
}

export interface SignUpBody {
  email?: string | null;
  proof?: string | null;
  handle?: string | null;
  password?: string | null;
  displayName?: string | null;
}

export type UserId = string;

export interface VerifyCodeBody {
  email?: string | null;
  purpose?: string | null;
  code?: string | null;
}
