import type { FileView, MessageView, QuoteView } from "@/contract/http";
import type { ChatChange, ChatChanged, ChatResumeReply, ChatSnapshot, ReadView } from "@/contract/live";

/** `new`: no snapshot yet. `closed`: access ended; the code says why. */
export type ChatPhase = "new" | "live" | "offline" | "resuming" | "closed";

/** A message of ours that the server has not shown back yet. */
export interface Waiting {
  messageId: string;
  text: string;
  replyTo: QuoteView | null;
  files: FileView[];
  /** sequence once acknowledged */
  sequence: number | null;
  failure: string | null;
}

export type Draft = Pick<Waiting, "text" | "replyTo" | "files">;

/** A stretch of older history that is looked at instead of the newest messages. */
export interface Away {
  messages: MessageView[];
  earlierCursor: string | null;
  laterCursor: string | null;
  /** sequence of the message it was opened for */
  target: number;
}

export interface ChatState {
  phase: ChatPhase;
  closedWith: string | null;
  epoch: string;
  offset: number;
  messages: MessageView[];
  /** Where earlier history goes on; null at the beginning. */
  earlierCursor: string | null;
  away: Away | null;
  /** Changes of messages that are not loaded: a page of history asked for before may still bring the older form. */
  unloaded: MessageView[];
  /** Changes that came before their turn. */
  buffer: ChatChanged[];
  waiting: Waiting[];
  /** Sequence of the last message this user has read, on whatever device. */
  readTo: number;
  /** Others' messages after that, but not those of blocked people. */
  unread: number;
}

export interface HistoryPage {
  items: MessageView[];
  previousCursor: string | null;
  nextCursor: string | null;
}

export const longestQueue = 50;
const editableMs = 24 * 60 * 60_000;
const mostUnloaded = 200;

/** Whose messages are not there for this user. */
export type IsBlocked = (userId: string) => boolean;
const nobody: IsBlocked = () => false;

export function emptyChat(waiting: Waiting[] = []): ChatState {
  return {
    phase: "new",
    closedWith: null,
    epoch: "",
    offset: 0,
    messages: [],
    earlierCursor: null,
    away: null,
    unloaded: [],
    buffer: [],
    waiting,
    readTo: 0,
    unread: 0,
  };
}

/** The first snapshot, or one that replaces everything but what still waits. */
export function openChat(state: ChatState, snapshot: ChatSnapshot, myUserId = "", isBlocked: IsBlocked = nobody): ChatState {
  const known = new Set(snapshot.messages.map((message) => message.messageId));
  const opened: ChatState = {
    ...state,
    phase: "live",
    epoch: snapshot.epoch,
    offset: snapshot.offset,
    messages: snapshot.messages,
    earlierCursor: snapshot.earlierCursor,
    away: null,
    unloaded: [],
    waiting: state.waiting.filter(
      ({ messageId, sequence }) => !known.has(messageId) && (sequence === null || sequence > snapshot.offset),
    ),
  };
  return drain(hearRead(opened, snapshot.read), myUserId, isBlocked);
}

export function hearChange(state: ChatState, changed: ChatChanged, myUserId: string, isBlocked: IsBlocked = nobody): ChatState {
  if (state.phase === "closed") return state;
  if (state.phase !== "live") return { ...state, buffer: [...state.buffer, changed] };
  if (changed.epoch !== state.epoch) return { ...state, phase: "resuming", buffer: [...state.buffer, changed] };
  const applied = apply(state, changed.changes, myUserId, isBlocked);
  return applied === "gap" ? { ...state, phase: "resuming", buffer: [...state.buffer, changed] } : applied;
}

export function loseConnection(state: ChatState): ChatState {
  return state.phase === "live" || state.phase === "resuming" ? { ...state, phase: "offline" } : state;
}

/** The connection stands and the seat is ours again. */
export function regainConnection(state: ChatState): ChatState {
  return state.phase === "offline" ? { ...state, phase: "resuming" } : state;
}

export function resumed(state: ChatState, reply: ChatResumeReply, myUserId: string, isBlocked: IsBlocked = nobody): ChatState {
  if (state.phase !== "resuming") return state;
  if (reply.snapshot !== null) return openChat(state, reply.snapshot, myUserId, isBlocked);
  const applied = apply(state, reply.changes, myUserId, isBlocked);
  if (applied === "gap") return state;
  return drain(hearRead({ ...applied, phase: "live" }, reply.read), myUserId, isBlocked);
}

export function closeChat(state: ChatState, code: string): ChatState {
  return { ...state, phase: "closed", closedWith: code };
}

/** Buffered changes in order; a hole among them asks for another resume. */
function drain(state: ChatState, myUserId: string, isBlocked: IsBlocked): ChatState {
  let next: ChatState = { ...state, buffer: [] };
  for (const changed of state.buffer) next = hearChange(next, changed, myUserId, isBlocked);
  return next;
}

function apply(state: ChatState, changes: ChatChange[], myUserId: string, isBlocked: IsBlocked): ChatState | "gap" {
  let { offset, unread } = state;
  const added: MessageView[] = [];
  const changed: MessageView[] = [];
  const counts = ({ sequence, author }: MessageView) =>
    sequence > state.readTo && author.id !== myUserId && !isBlocked(author.id);
  for (const { offset: at, message } of changes) {
    if (at <= offset) continue;
    if (at !== offset + 1) return "gap";
    offset = at;
    if (message.sequence === at) {
      added.push(message);
      if (counts(message) && message.removed === null) unread++;
    } else {
      changed.push(message);
      if (message.removed !== null && message.version === at && counts(message)) unread = Math.max(0, unread - 1);
    }
  }
  if (offset === state.offset) return state;
  const shown = new Set(added.map((message) => message.messageId));
  const messages = renew(merge(state.messages, added), changed);
  const loaded = new Set(messages.map((message) => message.sequence));
  const away = state.away && { ...state.away, messages: renew(state.away.messages, changed) };
  return {
    ...state,
    offset,
    unread,
    messages,
    away,
    unloaded: [...state.unloaded, ...changed.filter((message) => !loaded.has(message.sequence))].slice(-mostUnloaded),
    waiting: shown.size === 0 ? state.waiting : state.waiting.filter((waiting) => !shown.has(waiting.messageId)),
  };
}

/** Newer forms of messages that are there, and of those that quote them. */
function renew(messages: MessageView[], changed: MessageView[]): MessageView[] {
  if (changed.length === 0) return messages;
  const latest = new Map<number, MessageView>();
  for (const message of changed)
    if ((latest.get(message.sequence)?.version ?? 0) < message.version) latest.set(message.sequence, message);
  let different = false;
  const renewed = messages.map((message) => {
    const newer = latest.get(message.sequence);
    const form = newer && newer.version > message.version ? newer : message;
    const original = form.replyTo && latest.get(form.replyTo.sequence);
    const next = original ? { ...form, replyTo: quoteOf(original) } : form;
    if (next !== message) different = true;
    return next;
  });
  return different ? renewed : messages;
}

/** What is shown of a message in its answers. */
export function quoteOf(message: MessageView): QuoteView {
  const { sequence, author, text, removed, files } = message;
  const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return { sequence, author, text: shown, removed: removed !== null, files: files.length };
}

/** One list in the order of sequence numbers, each message once, in its newest form. */
export function merge(some: MessageView[], more: MessageView[]): MessageView[] {
  if (more.length === 0) return some;
  const all = new Map(some.map((message) => [message.sequence, message]));
  for (const message of more) {
    const known = all.get(message.sequence);
    if (known === undefined || known.version < message.version) all.set(message.sequence, message);
  }
  return [...all.values()].sort((one, other) => one.sequence - other.sequence);
}

export function addEarlier(state: ChatState, page: Pick<HistoryPage, "items" | "previousCursor">): ChatState {
  return {
    ...state,
    messages: merge(state.messages, renew(page.items, state.unloaded)),
    earlierCursor: page.previousCursor,
  };
}

/** Looks at a stretch of history. Where it reaches the newest messages, it becomes part of them. */
export function lookAt(state: ChatState, page: HistoryPage, target: number): ChatState {
  return settle(state, {
    messages: renew(page.items, state.unloaded),
    earlierCursor: page.previousCursor,
    laterCursor: page.nextCursor,
    target,
  });
}

export function addToAway(state: ChatState, page: HistoryPage, side: "earlier" | "later"): ChatState {
  if (state.away === null) return state;
  return settle(state, {
    ...state.away,
    messages: merge(state.away.messages, renew(page.items, state.unloaded)),
    ...(side === "earlier" ? { earlierCursor: page.previousCursor } : { laterCursor: page.nextCursor }),
  });
}

function settle(state: ChatState, away: Away): ChatState {
  const first = state.messages[0]?.sequence;
  const reaches = away.laterCursor === null || (first !== undefined && (away.messages.at(-1)?.sequence ?? 0) >= first);
  if (!reaches) return { ...state, away };
  const messages = merge(state.messages, away.messages);
  const goesFurther = first === undefined || (away.messages[0]?.sequence ?? first) < first;
  return { ...state, away: null, messages, earlierCursor: goesFurther ? away.earlierCursor : state.earlierCursor };
}

export function comeBack(state: ChatState): ChatState {
  return state.away === null ? state : { ...state, away: null };
}

/** A loaded message, in whichever stretch is looked at. */
export function find(state: ChatState, sequence: number): MessageView | undefined {
  return (state.away?.messages ?? state.messages).find((message) => message.sequence === sequence);
}

export function compose(state: ChatState, messageId: string, draft: Draft): ChatState {
  return { ...state, waiting: [...state.waiting, { ...draft, messageId, sequence: null, failure: null }] };
}

/** The message to send now: the first that neither failed nor was acknowledged, and only while live. */
export function nextToSend(state: ChatState): Waiting | null {
  if (state.phase !== "live") return null;
  return state.waiting.find(({ failure, sequence }) => failure === null && sequence === null) ?? null;
}

/** Stored by the server. It leaves the queue when it is shown; the change may have come before the answer. */
export function acknowledge(state: ChatState, messageId: string, sequence: number): ChatState {
  if (sequence <= state.offset) return { ...state, waiting: state.waiting.filter((waiting) => waiting.messageId !== messageId) };
  return editWaiting(state, messageId, { sequence });
}

export function failSend(state: ChatState, messageId: string, code: string): ChatState {
  return editWaiting(state, messageId, { failure: code });
}

export function retrySend(state: ChatState, messageId: string): ChatState {
  return editWaiting(state, messageId, { failure: null });
}

export function discardSend(state: ChatState, messageId: string): ChatState {
  return { ...state, waiting: state.waiting.filter((waiting) => waiting.messageId !== messageId) };
}

/** Where the mark stands now, said by the server; never backwards. */
export function hearRead(state: ChatState, read: ReadView): ChatState {
  return read.readTo < state.readTo ? state : { ...state, readTo: read.readTo, unread: read.unread };
}

/** This device shows everything to the end: what the server should be told, and what is shown at once. */
export function markRead(state: ChatState): ChatState {
  const last = state.messages.at(-1)?.sequence ?? 0;
  return state.unread === 0 && last <= state.readTo ? state : { ...state, readTo: Math.max(last, state.readTo), unread: 0 };
}

export function mayCompose(state: ChatState): boolean {
  return state.phase !== "closed" && state.waiting.length < longestQueue;
}

function editWaiting(state: ChatState, messageId: string, change: Partial<Waiting>): ChatState {
  return {
    ...state,
    waiting: state.waiting.map((waiting) => (waiting.messageId === messageId ? { ...waiting, ...change } : waiting)),
  };
}

/** Whether its author may still edit a message: for a day, by the server's clock. */
export function isEditable(message: MessageView, myUserId: string, serverNow: number): boolean {
  return message.author.id === myUserId && message.removed === null && serverNow - Date.parse(message.postedAt) < editableMs;
}
