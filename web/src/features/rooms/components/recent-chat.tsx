import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Spinner } from "@/ui/spinner";
import { recentChatQuery } from "../api";

/** The conversation of a closed room, to read. */
export function RecentChat({ roomId }: { roomId: string }) {
  const { t, i18n } = useTranslation();
  const query = useInfiniteQuery(recentChatQuery(roomId));
  const messages = [...(query.data?.pages ?? [])]
    .reverse()
    .flatMap((page) => page.items)
    .filter((message) => message.removed === null);
  return (
    <section
      aria-label={t("rooms.recent.chat")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="quiet-scroll grid max-h-96 gap-3 overflow-y-auto border-t border-line bg-sunken px-4 py-4 -outline-offset-2 phone:px-5"
    >
      {query.isPending ? <Spinner /> : null}
      {query.isError ? <Notice kind="danger">{refusalText(t, asRefusal(query.error))}</Notice> : null}
      {query.hasNextPage ? (
        <Button className="justify-self-center" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("rooms.recent.earlier")}
        </Button>
      ) : null}
      {query.isSuccess && messages.length === 0 ? <p className="text-muted">{t("rooms.recent.nothing_said")}</p> : null}
      {messages.map((message) => (
        <div key={message.sequence} className="flex items-start gap-3">
          <Avatar
            id={message.author.id}
            name={message.author.displayName}
            src={message.author.avatar}
            className="mt-0.5 size-7 text-xs"
          />
          <div className="min-w-0">
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-semibold">{message.author.displayName}</span>
              <time dateTime={message.postedAt} className="num text-xs text-muted">
                {new Date(message.postedAt).toLocaleTimeString(i18n.language, { hour: "2-digit", minute: "2-digit" })}
              </time>
            </p>
            <p className="whitespace-pre-wrap">{message.text}</p>
            {message.files.map((file) => (
              <a
                key={file.id}
                href={`/api/v1/rooms/${roomId}/files/${file.id}?download=true`}
                download={file.name}
                className="block truncate text-accent underline underline-offset-2"
              >
                {file.name}
              </a>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
