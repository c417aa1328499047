import { MessageCircle } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { CountBadge } from "@/ui/count-badge";
import { usePeople } from "@/ui/people";
import type { ChatSession } from "../chat-session";
import { plain } from "../plain";

/** One line of chat on a phone: the last message, and how many were not read. */
export function ChatPeek({ session, onOpen }: { session: ChatSession; onOpen: () => void }) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(session.watch, session.now);
  const { isBlocked } = usePeople();
  const last = state.messages.findLast((message) => !isBlocked(message.author.id));
  return (
    <button
      type="button"
      onClick={onOpen}
      className="mx-3 mb-2 flex min-h-11 items-center gap-2.5 rounded-card border border-line bg-raised px-3.5 text-left text-[13px]"
    >
      <MessageCircle size={16} aria-hidden className="text-muted" />
      <span className="sr-only">{state.unread > 0 ? t("chat.open_unread", { count: state.unread }) : t("chat.open")}</span>
      <span className="min-w-0 flex-1 truncate">
        {last ? (
          <>
            <b className="font-semibold">{last.author.displayName || t("common.deleted_user")}</b>{" "}
            {last.removed ? t("chat.removed") : plain(last.text) || t("chat.files", { count: last.files.length })}
          </>
        ) : (
          <span className="text-muted">{t("chat.placeholder")}</span>
        )}
      </span>
      <CountBadge count={state.unread} />
    </button>
  );
}

/** The badge of a chat that is not being looked at. */
export function ChatUnread({ session }: { session: ChatSession }) {
  const { unread } = useSyncExternalStore(session.watch, session.now);
  return <CountBadge count={unread} />;
}
