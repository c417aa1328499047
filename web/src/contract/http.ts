// Generated from the server's OpenAPI document. Do not edit: run ./studyhub contract.

export type Channel = "elementary" | "middle" | "high" | "university" | "job-seekers";
export type MicrophonePolicy = "silent" | "push-to-talk" | "open";

/** RFC 9457 problem; `code` is stable. */
export interface Problem {
  type?: string | null;
  title?: string | null;
  status?: number | null;
  detail?: string | null;
  code: string;
  traceId: string;
  /** field name → code */
  errors?: Record<string, string> | null;
  /** what the text for people needs: triesLeft, retryAfter, roomTitle … */
  details?: Record<string, string> | null;
}

/** GET /api/v1/installation (public) */
export interface InstallationView {
  name: string;
  version: string;
  /** Development only: where mails are written, so that the sign-up page can say where to find the code. Null otherwise. */
  mailOutbox: string | null;
  /** The address that browsers accept as secure, where this server offers one: "https://…:8443". */
  secureAddress: string | null;
}

/** GET /api/v1/accounts/handles/{handle} (public, 30/min per address) */
export interface HandleView { handle: string; available: boolean }

/** POST /api/v1/accounts/codes (public) → 202 */
export interface SendCodeBody { email: string; purpose: "sign_up" }
export interface CodeSentView { resendAfter: number; expiresAfter: number }

/** POST /api/v1/accounts/codes/verify (public) → 200 */
export interface VerifyCodeBody { email: string; purpose: "sign_up"; code: string }
export interface EmailProofView { proof: string; expiresAt: string }

/** POST /api/v1/accounts (public) → 201 and a session cookie */
export interface SignUpBody { email: string; proof: string; handle: string; password: string; displayName?: string | null }

/** POST /api/v1/sessions (public) → 201 and a session cookie; DELETE /api/v1/sessions/current → 204 */
export interface SignInBody { name: string; password: string }

/** GET /api/v1/me, PATCH /api/v1/me { displayName } */
export interface MeView { id: string; handle: string; displayName: string; email: string; createdAt: string }
export interface EditMeBody { displayName?: string | null }

/** GET /api/v1/rooms?channel=&q=&hasSpace=&noPassword=&cursor=&limit= ; GET /api/v1/rooms/{roomId} */
export interface RoomView {
  id: string;
  title: string;
  channel: Channel;
  capacity: number;
  /** Places taken: seated and held, and the creator's reserved one. */
  taken: number;
  hasPassword: boolean;
  notice: string;
  microphonePolicy: MicrophonePolicy;
  createdAt: string;
  closed: boolean;
}
export interface RoomPage { items: RoomView[]; nextCursor: string | null }

/** POST /api/v1/rooms → 201 RoomView */
export interface CreateRoomBody {
  title: string;
  channel: Channel;
  capacity?: number | null;
  password?: string | null;
  notice?: string | null;
  microphonePolicy?: MicrophonePolicy | null;
}

/** GET /api/v1/rooms/{roomId}/preview (public): what a room link shows before sign-up. */
export interface RoomPreview { id: string; title: string; channel: Channel; capacity: number; taken: number; hasPassword: boolean; closed: boolean }

/** GET /api/v1/rooms/{roomId}/messages?before=&after=&limit=50 : ascending by offset; cursors are opaque. */
export interface MessagePage { items: MessageView[]; nextCursor: string | null; previousCursor: string | null }

export interface AuthorView { id: string; handle: string; displayName: string }
export interface MessageView {
  /** The offset at which it was created: its sequence number. */
  sequence: number;
  messageId: string;
  author: AuthorView;
  text: string;
  postedAt: string;
}
