import { CircleAlert, Clock3 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AuthorView, MessageView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { pieces } from "../links";
import type { Waiting } from "../state";

export function DayLine({ date }: { date: Date }) {
  const { t, i18n } = useTranslation();
  const today = new Date();
  const sameYear = date.getFullYear() === today.getFullYear();
  const text =
    date.toDateString() === today.toDateString()
      ? t("chat.today")
      : date.toLocaleDateString(i18n.language, {
          month: "long",
          day: "numeric",
          weekday: "short",
          ...(sameYear ? {} : { year: "numeric" }),
        });
  return (
    <div className="flex items-center gap-3 py-3 text-xs text-muted">
      <span className="h-px flex-1 bg-line" />
      {text}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

export function MessageRow({ message, first }: { message: MessageView; first: boolean }) {
  const { i18n } = useTranslation();
  const posted = new Date(message.postedAt);
  const time = posted.toLocaleTimeString(i18n.language, { hour: "2-digit", minute: "2-digit", hour12: false });
  return (
    <article className={cx("group grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5", first ? "pt-3" : "pt-1")}>
      {first ? (
        <Avatar id={message.author.id} name={message.author.displayName} />
      ) : (
        <span className="sr-only">{message.author.displayName}</span>
      )}
      <div className="col-start-2 min-w-0">
        {first ? (
          <p className="flex items-baseline gap-2 text-[13px] leading-snug font-semibold">
            <span className="truncate">{message.author.displayName}</span>
            <time
              dateTime={message.postedAt}
              title={posted.toLocaleString(i18n.language)}
              className="num text-xs font-normal text-muted"
            >
              {time}
            </time>
          </p>
        ) : null}
        <MessageText text={message.text} />
      </div>
    </article>
  );
}

interface WaitingProps {
  waiting: Waiting;
  me: AuthorView;
  first: boolean;
  onRetry: () => void;
  onDiscard: () => void;
}

export function WaitingRow({ waiting, me, first, onRetry, onDiscard }: WaitingProps) {
  const { t } = useTranslation();
  const action = "min-h-6 font-semibold underline underline-offset-4";
  return (
    <article className={cx("grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5", first ? "pt-3" : "pt-1")}>
      {first ? <Avatar id={me.id} name={me.displayName} /> : <span className="sr-only">{me.displayName}</span>}
      <div className="col-start-2 min-w-0">
        {first ? <p className="truncate text-[13px] leading-snug font-semibold">{me.displayName}</p> : null}
        <div className={waiting.failure ? "" : "text-muted"}>
          <MessageText text={waiting.text} />
        </div>
        {waiting.failure ? (
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-danger" role="alert">
            <span className="inline-flex items-center gap-1.5">
              <CircleAlert size={14} aria-hidden />
              {codeText(t, waiting.failure)}
            </span>
            <button type="button" className={action} onClick={onRetry}>
              {t("chat.retry")}
            </button>
            <button type="button" className={action} onClick={onDiscard}>
              {t("chat.discard")}
            </button>
          </p>
        ) : waiting.sequence === null ? (
          <p className="mt-0.5 inline-flex items-center gap-1 text-xs text-muted">
            <Clock3 size={12} aria-hidden />
            {t("chat.sending")}
          </p>
        ) : null}
      </div>
    </article>
  );
}

function MessageText({ text }: { text: string }) {
  return (
    <p className="mt-0.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {pieces(text).map((piece, index) =>
        piece.kind === "text" ? (
          piece.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
            key={index}
            href={piece.href}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
          >
            {piece.text}
          </a>
        ),
      )}
    </p>
  );
}
