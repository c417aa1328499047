import type { AuthorView, FileView, MessageView } from "@/contract/http";
import type { ChatSnapshot, LiveCalls } from "@/contract/live";
import { newId } from "@/http/ids";
import { asRefusal } from "@/http/refusal";
import type { Live } from "@/live/live";
import * as api from "./api";
import * as chat from "./state";

type Deed = "chat.edit" | "chat.delete" | "chat.react" | "chat.pin";

const typingTellMs = 3000;
const typingShownMs = 6000;
const readTellMs = 700;

/** One room's chat on this device: plays changes, resumes, sends what waits, one message at a time. */
export class ChatSession {
  readonly roomId: string;
  readonly myUserId: string;
  #state: chat.ChatState;
  #typing: readonly AuthorView[] = [];
  #sending = false;
  #resuming = false;
  #closed = false;
  #toldTyping = 0;
  #toldRead = 0;
  #readTimer: ReturnType<typeof setTimeout> | undefined;
  #loading: Promise<string | null> | null = null;
  #isBlocked: chat.IsBlocked = () => false;
  readonly #typists = new Map<string, { person: AuthorView; timer: ReturnType<typeof setTimeout> }>();
  readonly #live: Live;
  readonly #stored: string;
  readonly #watchers = new Set<() => void>();
  readonly #unsubscribe: (() => void)[];

  constructor(live: Live, roomId: string, myUserId: string) {
    this.roomId = roomId;
    this.myUserId = myUserId;
    this.#live = live;
    this.#stored = `studyhub.waiting.${roomId}.${myUserId}`;
    this.#state = chat.emptyChat(this.#readWaiting());
    this.#unsubscribe = [
      live.on("chat.changed", (changed) => {
        if (changed.roomId !== roomId) return;
        for (const { offset, message } of changed.changes) if (offset === message.sequence) this.#forgetTypist(message.author.id);
        this.#become(chat.hearChange(this.#state, changed, myUserId, this.#isBlocked));
      }),
      live.on("chat.typing", (typing) => {
        if (typing.roomId === roomId && typing.person.id !== myUserId) this.#hearTypist(typing.person);
      }),
      live.on("chat.read", (read) => {
        if (read.roomId === roomId) this.#become(chat.hearRead(this.#state, read.read));
      }),
      // Whoever was blocked is not counted any more: the server counts anew, where the mark stands.
      live.on("blocks.changed", () => {
        if (this.#state.phase === "live") void live.call("chat.read", { roomId, sequence: this.#state.readTo });
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

  /** Who is writing just now, others than this user. */
  readonly typing = (): readonly AuthorView[] => this.#typing;

  /** Whose messages are not there for this user. */
  ignore(isBlocked: chat.IsBlocked): void {
    this.#isBlocked = isBlocked;
  }

  /** After each entry: the first takes the snapshot, a return goes on from where the chat was. */
  entered(snapshot: ChatSnapshot): void {
    if (this.#state.phase === "new") this.#become(chat.openChat(this.#state, snapshot, this.myUserId, this.#isBlocked));
    else this.#become(chat.regainConnection(chat.loseConnection(this.#state)));
  }

  send(draft: chat.Draft): boolean {
    if (!chat.mayCompose(this.#state)) return false;
    this.#become(chat.comeBack(chat.compose(this.#state, newId(), draft)));
    return true;
  }

  retry(messageId: string): void {
    this.#become(chat.retrySend(this.#state, messageId));
  }

  discard(messageId: string): void {
    this.#become(chat.discardSend(this.#state, messageId));
  }

  mayEdit(message: MessageView): boolean {
    return chat.isEditable(message, this.myUserId, this.#live.serverNow());
  }

  /** Answers the code of a refusal, or null. */
  edit(sequence: number, text: string): Promise<string | null> {
    return this.#do("chat.edit", { roomId: this.roomId, sequence, text });
  }

  delete(sequence: number): Promise<string | null> {
    return this.#do("chat.delete", { roomId: this.roomId, sequence });
  }

  react(sequence: number, emoji: string, on: boolean): Promise<string | null> {
    return this.#do("chat.react", { roomId: this.roomId, sequence, emoji, on });
  }

  pin(sequence: number, on: boolean): Promise<string | null> {
    return this.#do("chat.pin", { roomId: this.roomId, sequence, on });
  }

  upload(file: File, onProgress: (part: number) => void, signal: AbortSignal): Promise<FileView> {
    return api.upload(this.roomId, file, onProgress, signal);
  }

  /** This user is writing; said at most every 3 s. */
  tellTyping(): void {
    const now = performance.now();
    if (this.#state.phase !== "live" || now - this.#toldTyping < typingTellMs) return;
    this.#toldTyping = now;
    void this.#live.call("chat.typing", { roomId: this.roomId });
  }

  /** Everything to the end is in view. The server hears of it a moment later, once for all that came meanwhile. */
  markRead(): void {
    this.#become(chat.markRead(this.#state));
    if (this.#state.readTo <= this.#toldRead || this.#readTimer !== undefined) return;
    this.#readTimer = setTimeout(() => {
      this.#readTimer = undefined;
      const sequence = this.#state.readTo;
      if (this.#state.phase !== "live") return;
      this.#toldRead = sequence;
      void this.#live.call("chat.read", { roomId: this.roomId, sequence });
    }, readTellMs);
  }

  /** Loads more of the stretch that is looked at. Answers the code of a refusal, or null. */
  loadEarlier(): Promise<string | null> {
    return this.#load(async () => {
      const { away, earlierCursor } = this.#state;
      const before = away ? away.earlierCursor : earlierCursor;
      if (before === null) return;
      const page = await api.history(this.roomId, { before });
      this.#become(away ? chat.addToAway(this.#state, page, "earlier") : chat.addEarlier(this.#state, page));
    });
  }

  loadLater(): Promise<string | null> {
    return this.#load(async () => {
      const after = this.#state.away?.laterCursor ?? null;
      if (after === null) return;
      this.#become(chat.addToAway(this.#state, await api.history(this.roomId, { after }), "later"));
    });
  }

  /** Makes sure that a message is in the stretch that is looked at. Answers the code of a refusal, or null. */
  async goTo(sequence: number): Promise<string | null> {
    if (chat.find(this.#state, sequence)) return null;
    const near = chat.comeBack(this.#state);
    if (chat.find(near, sequence)) {
      this.#become(near);
      return null;
    }
    return this.#load(async () => {
      this.#become(chat.lookAt(this.#state, await api.history(this.roomId, { around: sequence }), sequence));
    });
  }

  comeBack(): void {
    this.#become(chat.comeBack(this.#state));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#readTimer);
    for (const { timer } of this.#typists.values()) clearTimeout(timer);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#watchers.clear();
  }

  async #do<K extends Deed>(name: K, body: LiveCalls[K]["request"]): Promise<string | null> {
    const reply = await this.#live.call(name, body);
    return reply.error?.code ?? null;
  }

  #load(load: () => Promise<void>): Promise<string | null> {
    this.#loading ??= load()
      .then(
        () => null,
        (error: unknown) => asRefusal(error).code,
      )
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  #hearTypist(person: AuthorView): void {
    clearTimeout(this.#typists.get(person.id)?.timer);
    this.#typists.set(person.id, { person, timer: setTimeout(() => this.#forgetTypist(person.id), typingShownMs) });
    this.#tellTypists();
  }

  #forgetTypist(userId: string): void {
    const typist = this.#typists.get(userId);
    if (typist === undefined) return;
    clearTimeout(typist.timer);
    this.#typists.delete(userId);
    this.#tellTypists();
  }

  #tellTypists(): void {
    this.#typing = [...this.#typists.values()].map(({ person }) => person);
    for (const watcher of [...this.#watchers]) watcher();
  }

  #become(state: chat.ChatState): void {
    if (state === this.#state || this.#closed) return;
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
    if (reply.error === null) this.#become(chat.resumed(this.#state, reply.value, this.myUserId, this.#isBlocked));
    else if (reply.error.code !== "live.offline") this.#become(chat.closeChat(this.#state, reply.error.code));
    // An answer with a hole in it: ask again, but not in a frenzy.
    if (reply.error === null && this.#state.phase === "resuming") setTimeout(() => void this.#resume(), 1000);
  }

  async #sendNext(): Promise<void> {
    if (this.#sending || this.#closed) return;
    const next = chat.nextToSend(this.#state);
    if (next === null) return;
    this.#sending = true;
    const reply = await this.#live.call("chat.send", {
      roomId: this.roomId,
      messageId: next.messageId,
      text: next.text,
      replyTo: next.replyTo?.sequence ?? null,
      files: next.files.map((file) => file.id),
    });
    // Faster than the server takes them: the queue keeps its order and goes on when it may.
    if (reply.error?.code === "rate.limited") await pause(Number(reply.error.details?.retryAfter ?? 1) * 1000);
    this.#sending = false;
    if (reply.error === null) this.#become(chat.acknowledge(this.#state, next.messageId, reply.value.sequence));
    else if (reply.error.code === "live.offline") this.#become(chat.loseConnection(this.#state));
    else if (reply.error.code !== "rate.limited") this.#become(chat.failSend(this.#state, next.messageId, reply.error.code));
    void this.#sendNext();
  }

  #readWaiting(): chat.Waiting[] {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#stored) ?? "[]") as Partial<chat.Waiting>[];
      return kept.map((one) => ({ replyTo: null, files: [], ...one }) as chat.Waiting);
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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
