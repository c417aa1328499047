import { ArrowDown, MessageCircle } from "lucide-react";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import type { ChatSession } from "../chat-session";
import type { ChatState } from "../state";
import { timeline } from "../timeline";
import { DayLine, MessageRow, WaitingRow } from "./message-row";

interface Props {
  session: ChatSession;
  state: ChatState;
  me: AuthorView;
  visible: boolean;
}

const nearPx = 48;

export function MessageList({ session, state, me, visible }: Props) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const former = useRef({ top: "", height: 0, last: 0, waiting: 0 });
  const [newer, setNewer] = useState(0);
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const rows = useMemo(() => timeline(state.messages, state.waiting, me.id), [state.messages, state.waiting, me.id]);
  const top = state.messages[0]?.messageId ?? "";
  const last = state.messages.at(-1)?.sequence ?? 0;

  // Before the paint: earlier messages grow upwards, new ones only move a reader who is at the end.
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const before = former.current;
    if (before.top !== top && before.last === last && before.height > 0) {
      element.scrollTop += element.scrollHeight - before.height;
    } else if (atEnd.current || state.waiting.length > before.waiting) {
      element.scrollTop = element.scrollHeight;
      atEnd.current = true;
    } else if (last > before.last) {
      const added = state.messages.filter((message) => message.sequence > before.last && message.author.id !== me.id).length;
      setNewer((count) => count + added);
    }
    former.current = { top, height: element.scrollHeight, last, waiting: state.waiting.length };
  }, [top, last, state.messages, state.waiting.length, me.id]);

  // The end stays in view when the panel's own size changes, as with an on-screen keyboard.
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (visible && state.unread > 0 && newer === 0 && document.visibilityState === "visible") session.markRead();
  }, [visible, state.unread, newer, session]);

  function scrolled() {
    const element = list.current;
    if (element === null) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    if (atEnd.current) setNewer(0);
    if (element.scrollTop < 200 && state.earlierCursor !== null && !loading && failure === null) void loadEarlier();
  }

  async function loadEarlier() {
    setLoading(true);
    setFailure(await session.loadEarlier());
    setLoading(false);
  }

  function toEnd() {
    atEnd.current = true;
    setNewer(0);
    list.current?.scrollTo({ top: list.current.scrollHeight, behavior: "smooth" });
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
        className="quiet-scroll min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 pt-2 pb-1 -outline-offset-2 [overflow-anchor:none]"
      >
        <div className="flex min-h-full flex-col justify-end">
          {state.earlierCursor !== null ? (
            <div className="flex flex-col items-center gap-2 py-2">
              {failure ? <p className="text-xs text-danger">{codeText(t, failure)}</p> : null}
              <Button look="plain" busy={loading} onClick={() => void loadEarlier()}>
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
          {rows.map((row) =>
            row.kind === "day" ? (
              <DayLine key={row.key} date={row.date} />
            ) : row.kind === "message" ? (
              <MessageRow key={row.key} message={row.message} first={row.first} />
            ) : (
              <WaitingRow
                key={row.key}
                waiting={row.waiting}
                me={me}
                first={row.first}
                onRetry={() => session.retry(row.waiting.messageId)}
                onDiscard={() => session.discard(row.waiting.messageId)}
              />
            ),
          )}
        </div>
      </div>
      {newer > 0 ? (
        <button
          type="button"
          onClick={toEnd}
          className="absolute bottom-2 left-1/2 inline-flex min-h-9 -translate-x-1/2 animate-appear items-center gap-2 rounded-full bg-accent px-4 text-xs font-semibold whitespace-nowrap text-on-accent shadow-float"
        >
          <ArrowDown size={14} aria-hidden />
          {t("chat.newer", { count: newer })}
        </button>
      ) : null}
    </div>
  );
}
