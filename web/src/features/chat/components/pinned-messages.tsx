import { useQuery } from "@tanstack/react-query";
import { Pin, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { IconButton } from "@/ui/icon-button";
import { Notice } from "@/ui/notice";
import { Spinner } from "@/ui/spinner";
import { StateBlock } from "@/ui/state-block";
import { pinnedQuery } from "../api";
import { useChat } from "./chat-context";
import { MessageHit } from "./message-hit";

/** What hosts have pinned. Asked for again with each change of the chat while it is open. */
export function PinnedMessages({ changes, onClose }: { changes: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useChat();
  const query = useQuery(pinnedQuery(session.roomId));
  const { refetch } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change may be one of a pin.
  useEffect(() => void refetch(), [changes, refetch]);
  return (
    <section aria-label={t("chat.pins.title")} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center justify-between px-4 py-1">
        <h2 className="font-semibold">{t("chat.pins.title")}</h2>
        <IconButton icon={X} label={t("common.close")} onClick={onClose} />
      </header>
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {query.isPending ? <Spinner /> : null}
        {query.isError ? <Notice kind="danger">{refusalText(t, asRefusal(query.error))}</Notice> : null}
        {query.data?.items.length === 0 ? <StateBlock icon={Pin} title={t("chat.pins.empty")} /> : null}
        {query.data?.items.map((message) => (
          <MessageHit key={message.sequence} message={message} />
        ))}
      </div>
    </section>
  );
}
