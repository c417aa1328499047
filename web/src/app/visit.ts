import { LocalMedia } from "@/call/local-media";
import type { MeView, MicrophonePolicy } from "@/contract/http";
import type { Refusal } from "@/contract/live";
import { ChatSession } from "@/features/chat/chat-session";
import { MeetingSession } from "@/features/meetings/meeting-session";
import { dropTicket, keepTicket, type ReturnTicket, readTicket } from "@/features/meetings/return-ticket";
import type { Live } from "@/live/live";

/** What one visit to a room holds: own devices, the meeting and its chat. They begin and end together. */
export class Visit {
  readonly local = new LocalMedia();
  readonly chat: ChatSession;
  readonly meeting: MeetingSession;
  /** From before a reload, if the seat may still be held. */
  readonly ticket: ReturnTicket | null;
  readonly #roomId: string;
  #left = false;

  constructor(live: Live, roomId: string, me: MeView) {
    this.#roomId = roomId;
    this.ticket = readTicket(roomId);
    this.chat = new ChatSession(live, roomId, me.id);
    this.meeting = new MeetingSession(live, roomId, me.id, this.local, (reply) => this.chat.entered(reply.chat));
    addEventListener("pagehide", this.#pageHides);
    addEventListener("pageshow", this.#pageShows);
  }

  /** Enters, and takes in what was switched on in front of the mirror. Answers the refusal, or null. */
  async enter(password: string | null, move: boolean, policy: MicrophonePolicy): Promise<Refusal | null> {
    if (policy !== "open") this.local.release("microphone");
    const refusal = await this.meeting.enter(password, move);
    if (refusal !== null) return refusal;
    if (this.local.track("camera") !== null || this.local.now().camera.opening) void this.meeting.turn("camera", true);
    if (this.local.track("microphone") !== null) void this.meeting.turn("microphone", true);
    return null;
  }

  async comeBack(): Promise<Refusal | null> {
    dropTicket();
    const refusal = await this.meeting.enter(null);
    if (refusal !== null) return refusal;
    const stopped = this.meeting.now().seat?.stopped ?? [];
    this.meeting.pin(this.ticket?.pinned ?? null);
    if (this.ticket?.share && !stopped.includes("screen")) this.meeting.offerShare(this.ticket.share);
    if (this.ticket?.camera && !stopped.includes("camera")) void this.meeting.turn("camera", true);
    if (this.ticket?.microphone && !stopped.includes("microphone") && this.meeting.now().meeting?.microphonePolicy === "open")
      void this.meeting.turn("microphone", true);
    return null;
  }

  leave(): void {
    if (this.#left) return;
    this.#left = true;
    removeEventListener("pagehide", this.#pageHides);
    removeEventListener("pageshow", this.#pageShows);
    if (this.meeting.now().phase !== "outside") dropTicket();
    this.meeting.leave();
    this.local.close();
    this.chat.close();
  }

  /** The page goes away: devices at once; the seat is held a while, for this may be a reload. */
  readonly #pageHides = (): void => {
    if (this.meeting.now().phase === "inside" || this.meeting.now().phase === "returning") {
      const { sending, share } = this.meeting.call.now();
      keepTicket({ roomId: this.#roomId, ...sending, share: share?.mode ?? null, pinned: this.meeting.now().pinned });
    }
    this.meeting.call.close();
    this.local.close();
  };

  /** Back from the browser's memory, with everything released: begin again. */
  readonly #pageShows = (event: PageTransitionEvent): void => {
    if (event.persisted) location.reload();
  };
}
