import { CircleAlert, Clock3, Pin, Reply } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorView, MessageView, QuoteView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { callsMe } from "../mentions";
import { plain } from "../plain";
import type { Waiting } from "../state";
import { useChat } from "./chat-context";
import { MessageActions } from "./message-actions";
import { MessageFiles } from "./message-files";
import { MessageText } from "./message-text";
import { Reactions } from "./reactions";

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

export function UnreadLine() {
  const { t } = useTranslation();
  return (
    <div className="flex items-center gap-3 py-2 text-xs font-semibold text-accent">
      <span className="h-px flex-1 bg-accent opacity-40" />
      {t("chat.unread_from_here")}
      <span className="h-px flex-1 bg-accent opacity-40" />
    </div>
  );
}

/** Whoever deleted their account has no name any more; what they shared stays. */
export function useName(): (author: AuthorView) => string {
  const { t } = useTranslation();
  return (author) => author.displayName || t("common.deleted_user");
}

interface Props {
  message: MessageView;
  first: boolean;
  /** it was jumped to */
  found: boolean;
}

export const MessageRow = memo(function MessageRow({ message, first, found }: Props) {
  const { t, i18n } = useTranslation();
  const { me } = useChat();
  const nameOf = useName();
  const name = nameOf(message.author);
  const posted = new Date(message.postedAt);
  const time = posted.toLocaleTimeString(i18n.language, { hour: "2-digit", minute: "2-digit", hour12: false });
  const edited = message.editedAt ? (
    <span className="text-xs text-muted" title={new Date(message.editedAt).toLocaleString(i18n.language)}>
      {t("chat.edited")}
    </span>
  ) : null;
  return (
    <article
      data-sequence={message.sequence}
      className={cx(
        "group/message relative -mx-2 grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 rounded-control px-2 pb-0.5 transition-colors duration-700 hover:bg-sunken/60 focus-within:bg-sunken/60 pointer-coarse:pr-9",
        first ? "mt-2 pt-1.5" : "pt-0.5",
        found ? "bg-accent-soft!" : callsMe(message, me.id) ? "bg-focus-soft/50" : "",
      )}
    >
      {first ? (
        <Avatar id={message.author.id} name={name} src={message.author.avatar} className="mt-0.5 size-7 text-xs" />
      ) : (
        <span className="sr-only">{name}</span>
      )}
      <div className="col-start-2 min-w-0">
        {first ? (
          <p className="flex items-baseline gap-2 text-[13px] leading-snug font-semibold">
            <span className="truncate">{name}</span>
            <time
              dateTime={message.postedAt}
              title={posted.toLocaleString(i18n.language)}
              className="num text-xs font-normal text-muted"
            >
              {time}
            </time>
            {message.pinned ? <Pin size={12} aria-label={t("chat.pinned")} className="self-center text-accent" /> : null}
            {edited}
          </p>
        ) : null}
        {message.removed ? (
          <p className="mt-0.5 text-muted italic">{t(message.removed === "host" ? "chat.removed_by_host" : "chat.removed")}</p>
        ) : (
          <>
            {message.replyTo ? <Quote quote={message.replyTo} /> : null}
            {message.text ? <MessageText text={message.text} mentions={message} myUserId={me.id} /> : null}
            {first || !(message.pinned || edited) ? null : (
              <span className="inline-flex items-center gap-1.5">
                {message.pinned ? <Pin size={12} aria-label={t("chat.pinned")} className="text-accent" /> : null}
                {edited}
              </span>
            )}
            <MessageFiles files={message.files} />
            <Reactions message={message} />
          </>
        )}
      </div>
      {message.removed ? null : <MessageActions message={message} />}
    </article>
  );
});

/** What a message answers; a press shows it where it was said. */
export function Quote({ quote }: { quote: QuoteView }) {
  const { t } = useTranslation();
  const { jump } = useChat();
  const nameOf = useName();
  const said = quote.removed ? t("chat.removed") : plain(quote.text) || t("chat.files", { count: quote.files });
  return (
    <button
      type="button"
      onClick={() => jump(quote.sequence)}
      aria-label={t("chat.jump_to", { name: nameOf(quote.author), text: said })}
      className="mt-1 mb-0.5 flex max-w-full min-h-6 items-center gap-1.5 rounded-control border-l-2 border-accent bg-sunken px-2 py-1 text-left text-xs text-muted transition-colors hover:text-text"
    >
      <Reply size={12} aria-hidden className="-scale-x-100" />
      <b className="max-w-28 flex-none truncate font-semibold">{nameOf(quote.author)}</b>
      <span className={cx("min-w-0 truncate", quote.removed ? "italic" : "")}>{said}</span>
    </button>
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
    <article className={cx("grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 pb-0.5", first ? "mt-2 pt-1.5" : "pt-0.5")}>
      {first ? (
        <Avatar id={me.id} name={me.displayName} src={me.avatar} className="mt-0.5 size-7 text-xs" />
      ) : (
        <span className="sr-only">{me.displayName}</span>
      )}
      <div className="col-start-2 min-w-0">
        {first ? <p className="truncate text-[13px] leading-snug font-semibold">{me.displayName}</p> : null}
        {waiting.replyTo ? <Quote quote={waiting.replyTo} /> : null}
        <div className={waiting.failure ? "" : "opacity-60"}>
          {waiting.text ? (
            <MessageText text={waiting.text} mentions={{ mentions: [], mentionsAll: false }} myUserId={me.id} />
          ) : null}
          <MessageFiles files={waiting.files} />
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
