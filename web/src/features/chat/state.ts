import type { MessageView } from "@/contract/http";
import type { ChatChange, ChatChanged, ChatResumeReply, ChatSnapshot } from "@/contract/live";

/** `new`: no snapshot yet. `closed`: access ended; the code says why. */
export type ChatPhase = "new" | "live" | "offline" | "resuming" | "closed";

/** A message of ours that the server has not shown back yet. */
export interface Waiting {
  messageId: string;
  text: string;
  /** sequence once acknowledged */
  sequence: number | null;
  failure: string | null;
}

export interface ChatState {
  phase: ChatPhase;
  closedWith: string | null;
  epoch: string;
  offset: number;
  messages: MessageView[];
  /** Where earlier history goes on; undefined before it was asked for the first time. */
  earlierCursor: string | null;
  /** Changes that came before their turn. */
  buffer: ChatChanged[];
  waiting: Waiting[];
  /** Others' messages since the chat was last looked at. */
  unread: number;
}

export const longestQueue = 50;

export function emptyChat(waiting: Waiting[] = []): ChatState {
  return {
    phase: "new",
    closedWith: null,
    epoch: "",
    offset: 0,
    messages: [],
    earlierCursor: null,
    buffer: [],
    waiting,
    unread: 0,
  };
}

/** The first snapshot, or one that replaces everything but what still waits. */
export function openChat(state: ChatState, snapshot: ChatSnapshot): ChatState {
  const known = new Set(snapshot.messages.map((message) => message.messageId));
  return drain({
    ...state,
    phase: "live",
    epoch: snapshot.epoch,
    offset: snapshot.offset,
    messages: snapshot.messages,
    earlierCursor: snapshot.earlierCursor,
    waiting: state.waiting.filter(
      ({ messageId, sequence }) => !known.has(messageId) && (sequence === null || sequence > snapshot.offset),
    ),
  });
}

export function hearChange(state: ChatState, changed: ChatChanged, myUserId: string): ChatState {
  if (state.phase === "closed") return state;
  if (state.phase !== "live") return { ...state, buffer: [...state.buffer, changed] };
  if (changed.epoch !== state.epoch) return { ...state, phase: "resuming", buffer: [...state.buffer, changed] };
  const applied = apply(state, changed.changes, myUserId);
  return applied === "gap" ? { ...state, phase: "resuming", buffer: [...state.buffer, changed] } : applied;
}

export function loseConnection(state: ChatState): ChatState {
  return state.phase === "live" || state.phase === "resuming" ? { ...state, phase: "offline" } : state;
}

/** The connection stands and the seat is ours again. */
export function regainConnection(state: ChatState): ChatState {
  return state.phase === "offline" ? { ...state, phase: "resuming" } : state;
}

export function resumed(state: ChatState, reply: ChatResumeReply, myUserId: string): ChatState {
  if (state.phase !== "resuming") return state;
  if (reply.snapshot !== null) return openChat(state, reply.snapshot);
  const applied = apply(state, reply.changes, myUserId);
  if (applied === "gap") return state;
  return drain({ ...applied, phase: "live" }, myUserId);
}

export function closeChat(state: ChatState, code: string): ChatState {
  return { ...state, phase: "closed", closedWith: code };
}

/** Buffered changes in order; a hole among them asks for another resume. */
function drain(state: ChatState, myUserId = ""): ChatState {
  let next: ChatState = { ...state, buffer: [] };
  for (const changed of state.buffer) next = hearChange(next, changed, myUserId);
  return next;
}

function apply(state: ChatState, changes: ChatChange[], myUserId: string): ChatState | "gap" {
  let { offset, unread } = state;
  const added: MessageView[] = [];
  for (const change of changes) {
    if (change.offset <= offset) continue;
    if (change.offset !== offset + 1) return "gap";
    offset = change.offset;
    added.push(change.posted);
    if (change.posted.author.id !== myUserId) unread++;
  }
  if (added.length === 0) return state;
  const shown = new Set(added.map((message) => message.messageId));
  return {
    ...state,
    offset,
    unread,
    messages: merge(state.messages, added),
    waiting: state.waiting.filter((waiting) => !shown.has(waiting.messageId)),
  };
}

/** One list in the order of sequence numbers, each message once. */
export function merge(some: MessageView[], more: MessageView[]): MessageView[] {
  const known = new Set(some.map((message) => message.sequence));
  const all = [...some, ...more.filter((message) => !known.has(message.sequence))];
  return all.sort((one, other) => one.sequence - other.sequence);
}

export function addEarlier(state: ChatState, page: { items: MessageView[]; previousCursor: string | null }): ChatState {
  return {
    ...state,
    messages: merge(state.messages, page.items),
    earlierCursor: page.previousCursor,
  };
}

export function compose(state: ChatState, messageId: string, text: string): ChatState {
  return { ...state, waiting: [...state.waiting, { messageId, text, sequence: null, failure: null }] };
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

export function markRead(state: ChatState): ChatState {
  return state.unread === 0 ? state : { ...state, unread: 0 };
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
