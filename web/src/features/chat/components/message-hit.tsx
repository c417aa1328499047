import { Paperclip } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MessageView } from "@/contract/http";
import { Avatar } from "@/ui/avatar";
import { useChat } from "./chat-context";
import { useName } from "./message-row";

/** A message in a list of found ones; a press shows it where it was said. */
export function MessageHit({ message, term = "" }: { message: MessageView; term?: string }) {
  const { t, i18n } = useTranslation();
  const { jump } = useChat();
  const nameOf = useName();
  const date = new Date(message.postedAt).toLocaleString(i18n.language, { dateStyle: "medium", timeStyle: "short" });
  return (
    <button
      type="button"
      onClick={() => jump(message.sequence)}
      className="grid w-full grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 rounded-control px-2 py-2 text-left hover:bg-sunken"
    >
      <Avatar
        id={message.author.id}
        name={nameOf(message.author)}
        src={message.author.avatar}
        className="mt-0.5 size-7 text-xs"
      />
      <span className="min-w-0">
        <span className="flex items-baseline gap-2 text-[13px]">
          <b className="truncate font-semibold">{nameOf(message.author)}</b>
          <span className="num flex-none text-xs text-muted">{date}</span>
        </span>
        <span className="line-clamp-3 [overflow-wrap:anywhere]">
          <Marked text={around(message.text.replace(/\s+/g, " "), term)} term={term} />
        </span>
        {message.files.length > 0 ? (
          <span className="num mt-0.5 inline-flex items-center gap-1 text-xs text-muted">
            <Paperclip size={12} aria-hidden />
            {t("chat.files", { count: message.files.length })}
          </span>
        ) : null}
      </span>
    </button>
  );
}

const before = 30;

/** A long text from a little before where the term stands. */
function around(text: string, term: string): string {
  const at = term === "" ? -1 : text.toLowerCase().indexOf(term.toLowerCase());
  return at > before * 2 ? `…${text.slice(at - before)}` : text;
}

function Marked({ text, term }: { text: string; term: string }) {
  const at = term === "" ? -1 : text.toLowerCase().indexOf(term.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[4px] bg-focus-soft px-0.5 text-focus-text">{text.slice(at, at + term.length)}</mark>
      {text.slice(at + term.length)}
    </>
  );
}
