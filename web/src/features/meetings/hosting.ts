import type { MeetingSnapshot } from "@/contract/live";
import { RefusedError } from "@/http/refusal";
import type { Live } from "@/live/live";

/** What a host does to somebody, in an open room and in a group's alike. Each throws a refusal. */
export interface Moderation {
  /** Answers which of three it was. */
  warn: (userId: string, reason: string) => Promise<number>;
  kick: (userId: string, reason: string) => Promise<void>;
  /** Null: this person cannot hand the room over. */
  handOver: ((userId: string) => Promise<void>) | null;
}

type HostCommand = "meeting.admit" | "meeting.refuse" | "meeting.kick" | "meeting.delegate";

/** Owner, or one of a group's managers. */
export const isHost = (meeting: MeetingSnapshot, userId: string): boolean =>
  meeting.ownerId === userId || meeting.hosting.managerIds.includes(userId);

/** The host's words on the live connection. */
export class HostVoice {
  readonly #live: Live;
  readonly #roomId: string;

  constructor(live: Live, roomId: string) {
    this.#live = live;
    this.#roomId = roomId;
  }

  /** Answers the code of a refusal, or null. */
  async lock(locked: boolean): Promise<string | null> {
    const reply = await this.#live.call("meeting.lock", { roomId: this.#roomId, locked });
    return reply.error?.code ?? null;
  }

  admit(userId: string): Promise<void> {
    return this.#tell("meeting.admit", userId);
  }

  refuse(userId: string): Promise<void> {
    return this.#tell("meeting.refuse", userId);
  }

  /** In an open room moderation is the room's own. */
  moderation(): Moderation {
    return {
      warn: async (userId, reason) => {
        const reply = await this.#live.call("meeting.warn", { roomId: this.#roomId, userId, reason });
        if (reply.error !== null) throw new RefusedError(reply.error.code, reply.error.message);
        return reply.value.number;
      },
      kick: (userId, reason) => this.#tell("meeting.kick", userId, reason),
      handOver: (userId) => this.#tell("meeting.delegate", userId),
    };
  }

  async #tell(command: HostCommand, userId: string, reason = ""): Promise<void> {
    const request = { roomId: this.#roomId, userId, ...(command === "meeting.kick" ? { reason } : {}) };
    const reply = await this.#live.call(command, request);
    if (reply.error !== null) throw new RefusedError(reply.error.code, reply.error.message);
  }
}
