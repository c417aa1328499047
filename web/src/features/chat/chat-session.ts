import type { MessagePage } from "@/contract/http";
import type { ChatSnapshot } from "@/contract/live";
import { asRefusal } from "@/http/refusal";
import { request } from "@/http/request";
import type { Live } from "@/live/live";
import * as chat from "./state";

/** One room's chat on this device: plays changes, resumes, sends what waits, one message at a time. */
export class ChatSession {
  readonly roomId: string;
  #state: chat.ChatState;
  #sending = false;
  #resuming = false;
  #loadingEarlier: Promise<string | null> | null = null;
  readonly #live: Live;
  readonly #myUserId: string;
  readonly #stored: string;
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: (() => void)[];

  constructor(live: Live, roomId: string, myUserId: string) {
    this.roomId = roomId;
    this.#live = live;
    this.#myUserId = myUserId;
    this.#stored = `studyhub.waiting.${roomId}.${myUserId}`;
    this.#state = chat.emptyChat(this.#readWaiting());
    this.#unsubscribe = [
      live.on("chat.changed", (changed) => {
        if (changed.roomId === roomId) this.#become(chat.hearChange(this.#state, changed, myUserId));
      }),
      live.watch(() => {
        if (live.status !== "online") this.#become(chat.loseConnection(this.#state));
      }),
    ];
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly now = (): chat.ChatState => this.#state;

  /** After each entry: the first takes the snapshot, a return goes on from where the chat was. */
  entered(snapshot: ChatSnapshot): void {
    if (this.#state.phase === "new") this.#become(chat.openChat(this.#state, snapshot));
    else this.#become(chat.regainConnection(chat.loseConnection(this.#state)));
  }

  send(text: string): boolean {
    if (!chat.mayCompose(this.#state)) return false;
    this.#become(chat.compose(this.#state, crypto.randomUUID(), text));
    return true;
  }

  retry(messageId: string): void {
    this.#become(chat.retrySend(this.#state, messageId));
  }

  discard(messageId: string): void {
    this.#become(chat.discardSend(this.#state, messageId));
  }

  markRead(): void {
    this.#become(chat.markRead(this.#state));
  }

  /** Answers the code of a refusal, or null. */
  loadEarlier(): Promise<string | null> {
    this.#loadingEarlier ??= this.#earlier().finally(() => {
      this.#loadingEarlier = null;
    });
    return this.#loadingEarlier;
  }

  async #earlier(): Promise<string | null> {
    try {
      const before = this.#state.earlierCursor;
      if (before !== null) {
        const page = await request<MessagePage>(`/rooms/${this.roomId}/messages`, { query: { limit: 50, before } });
        this.#become(chat.addEarlier(this.#state, page));
      }
      return null;
    } catch (error) {
      return asRefusal(error).code;
    }
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#watchers.clear();
  }

  #become(state: chat.ChatState): void {
    if (state === this.#state) return;
    if (state.waiting !== this.#state.waiting) this.#keepWaiting(state.waiting);
    this.#state = state;
    for (const watcher of [...this.#watchers]) watcher();
    if (state.phase === "resuming") void this.#resume();
    else void this.#sendNext();
  }

  async #resume(): Promise<void> {
    if (this.#resuming || this.#state.phase !== "resuming") return;
    this.#resuming = true;
    const { epoch, offset } = this.#state;
    const reply = await this.#live.call("chat.resume", { roomId: this.roomId, epoch, offset });
    this.#resuming = false;
    if (reply.error === null) this.#become(chat.resumed(this.#state, reply.value, this.#myUserId));
    else if (reply.error.code !== "live.offline") this.#become(chat.closeChat(this.#state, reply.error.code));
    // An answer with a hole in it: ask again, but not in a frenzy.
    if (reply.error === null && this.#state.phase === "resuming") setTimeout(() => void this.#resume(), 1000);
  }

  async #sendNext(): Promise<void> {
    if (this.#sending) return;
    const next = chat.nextToSend(this.#state);
    if (next === null) return;
    this.#sending = true;
    const reply = await this.#live.call("chat.send", { roomId: this.roomId, messageId: next.messageId, text: next.text });
    this.#sending = false;
    if (reply.error === null) this.#become(chat.acknowledge(this.#state, next.messageId, reply.value.sequence));
    else if (reply.error.code === "live.offline") this.#become(chat.loseConnection(this.#state));
    else this.#become(chat.failSend(this.#state, next.messageId, reply.error.code));
    void this.#sendNext();
  }

  #readWaiting(): chat.Waiting[] {
    try {
      return JSON.parse(sessionStorage.getItem(this.#stored) ?? "[]") as chat.Waiting[];
    } catch {
      return [];
    }
  }

  #keepWaiting(waiting: chat.Waiting[]): void {
    try {
      if (waiting.length === 0) sessionStorage.removeItem(this.#stored);
      else sessionStorage.setItem(this.#stored, JSON.stringify(waiting));
    } catch {
      // They then live as long as the page.
    }
  }
}
