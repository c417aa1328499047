import { ArrowDown, MessageCircle } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { usePeople } from "@/ui/people";
import type { ChatState } from "../state";
import { type Row, timeline } from "../timeline";
import { useChat } from "./chat-context";
import { DayLine, MessageRow, UnreadLine, WaitingRow } from "./message-row";

interface Props {
  state: ChatState;
  visible: boolean;
  /** the message that was jumped to; a new object for each jump */
  target: { sequence: number } | null;
}

const nearPx = 48;
const foundShownMs = 2500;

export function MessageList({ state, visible, target }: Props) {
  const { t } = useTranslation();
  const { session, me } = useChat();
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const former = useRef({ top: "", height: 0, last: 0, waiting: 0, away: false });
  const [newer, setNewer] = useState(0);
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [found, setFound] = useState<number | null>(null);
  const [unreadAfter, setUnreadAfter] = useState<number | null>(null);
  const away = state.away;
  const { isBlocked } = usePeople();
  const all = away?.messages ?? state.messages;
  const messages = useMemo(() => all.filter((message) => !isBlocked(message.author.id)), [all, isBlocked]);
  const waiting = away ? noWaiting : state.waiting;
  const earlierCursor = away ? away.earlierCursor : state.earlierCursor;
  const rows = useMemo(() => timeline(messages, waiting, me.id, unreadAfter), [messages, waiting, me.id, unreadAfter]);
  const top = messages[0]?.messageId ?? "";
  const last = messages.at(-1)?.sequence ?? 0;

  // Where reading left off the last time: a line stands there as long as this chat is open.
  const opened = state.phase !== "new";
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was unread at the beginning is marked.
  useLayoutEffect(() => {
    if (opened) setUnreadAfter(state.unread > 0 && state.readTo > 0 ? state.readTo : null);
  }, [opened]);

  // Before the paint: earlier messages grow upwards, new ones only move a reader who is at the end.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const before = former.current;
    const moved = before.away !== (away !== null);
    if (moved && away === null && before.top !== top && found === null) {
      element.scrollTop = element.scrollHeight;
      atEnd.current = true;
    } else if (!moved && before.top !== top && before.last === last && before.height > 0) {
      element.scrollTop += element.scrollHeight - before.height;
    } else if (away === null && (atEnd.current || state.waiting.length > before.waiting)) {
      element.scrollTop = element.scrollHeight;
      atEnd.current = true;
    } else if (away === null && !moved && last > before.last) {
      const added = messages.filter((message) => message.sequence > before.last && message.author.id !== me.id).length;
      setNewer((count) => count + added);
    }
    former.current = { top, height: element.scrollHeight, last, waiting: state.waiting.length, away: away !== null };
  }, [top, last, away, found, messages, state.waiting.length, me.id]);

  // The end stays in view when the panel's own size changes, as with an on-screen keyboard, and when what it shows grows.
  useEffect(() => {
    const [element, inner] = [list.current, content.current];
    if (element === null || inner === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
      former.current.height = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(inner);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (target === null) return;
    const row = content.current?.querySelector(`[data-sequence="${target.sequence}"]`);
    if (row === null || row === undefined) return;
    atEnd.current = false;
    row.scrollIntoView({ block: "center" });
    setFound(target.sequence);
    const timer = setTimeout(() => setFound(null), foundShownMs);
    return () => clearTimeout(timer);
  }, [target]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message is to be looked at.
  useEffect(() => {
    const look = () => {
      if (visible && away === null && newer === 0 && atEnd.current && document.visibilityState === "visible") session.markRead();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [visible, away, newer, session, state.unread, last]);

  function scrolled() {
    const element = list.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const reached = away === null && left < nearPx;
    if (reached && !atEnd.current) session.markRead();
    atEnd.current = reached;
    if (atEnd.current) setNewer(0);
    if (loading || failure !== null) return;
    if (element.scrollTop < 200 && earlierCursor !== null) void load("earlier");
    else if (left < 200 && away?.laterCursor) void load("later");
  }

  async function load(side: "earlier" | "later") {
    setLoading(true);
    setFailure(await (side === "earlier" ? session.loadEarlier() : session.loadLater()));
    setLoading(false);
  }

  function toEnd() {
    setNewer(0);
    setFound(null);
    atEnd.current = true;
    if (away !== null) session.comeBack();
    else list.current?.scrollTo({ top: list.current.scrollHeight, behavior: "smooth" });
  }

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={list}
        onScroll={scrolled}
        role="log"
        aria-label={t("chat.log")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="quiet-scroll min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain px-4 pt-2 pb-1 -outline-offset-2 [overflow-anchor:none]"
      >
        <div ref={content} className="flex min-h-full flex-col justify-end pb-1">
          {earlierCursor !== null ? (
            <div className="flex flex-col items-center gap-2 py-2">
              {failure ? <p className="text-xs text-danger">{codeText(t, failure)}</p> : null}
              <Button look="plain" busy={loading} onClick={() => void load("earlier")}>
                {t("chat.earlier")}
              </Button>
            </div>
          ) : null}
          {rows.length === 0 && state.phase !== "new" ? (
            <div className="grid flex-1 content-center justify-items-center gap-2 py-10 text-center text-muted">
              <MessageCircle size={24} aria-hidden />
              <p className="max-w-[28ch]">{t("chat.empty")}</p>
            </div>
          ) : null}
          {rows.map((row) => (
            <RowView key={row.key} row={row} found={found} />
          ))}
        </div>
      </div>
      {newer > 0 || away !== null ? (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-2 left-1/2 inline-flex min-h-9 -translate-x-1/2 animate-appear items-center gap-2 rounded-full bg-accent px-4 text-xs font-semibold whitespace-nowrap text-on-accent shadow-float"
        >
          <ArrowDown size={14} aria-hidden />
          {away !== null ? t("chat.to_now") : t("chat.newer", { count: newer })}
        </button>
      ) : null}
    </div>
  );
}

const noWaiting: never[] = [];

function RowView({ row, found }: { row: Row; found: number | null }) {
  const { session, me } = useChat();
  if (row.kind === "day") return <DayLine date={row.date} />;
  if (row.kind === "unread") return <UnreadLine />;
  if (row.kind === "message")
    return <MessageRow message={row.message} first={row.first} found={row.message.sequence === found} />;
  const { messageId } = row.waiting;
  return (
    <WaitingRow
      waiting={row.waiting}
      me={me}
      first={row.first}
      onRetry={() => session.retry(messageId)}
      onDiscard={() => session.discard(messageId)}
    />
  );
}
