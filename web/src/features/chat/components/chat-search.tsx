import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { IconButton } from "@/ui/icon-button";
import { Notice } from "@/ui/notice";
import { SearchBox } from "@/ui/search-box";
import { Spinner } from "@/ui/spinner";
import { StateBlock } from "@/ui/state-block";
import { type Search as Filter, peopleQuery, search } from "../api";
import { useChat } from "./chat-context";
import { MessageHit } from "./message-hit";

const shortest = 2;

/** Finds messages of this chat by any part of their text. */
export function ChatSearch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useChat();
  const [filter, setFilter] = useState<Filter>({ q: "", author: null, from: null, to: null, hasFile: false });
  const people = useQuery(peopleQuery(session.roomId));
  const wanted = [...filter.q].length >= shortest;
  const query = useInfiniteQuery({
    queryKey: ["chat", session.roomId, "search", filter],
    queryFn: ({ pageParam }) => search(session.roomId, filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: wanted,
    staleTime: 0,
  });
  const found = query.data?.pages.flatMap((page) => page.items) ?? [];
  const field = "min-h-9 min-w-0 flex-1 basis-28 rounded-control border border-line-strong bg-raised px-2 text-xs text-text";
  return (
    <section aria-label={t("chat.search.title")} className="flex min-h-0 flex-1 flex-col">
      <div className="grid gap-2 border-b border-line px-3 py-2 phone:px-4">
        <div className="flex items-center gap-1">
          <SearchBox q={filter.q} label={t("chat.search.placeholder")} onSearch={(q) => setFilter({ ...filter, q })} />
          <IconButton icon={X} label={t("common.close")} onClick={onClose} />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <select
            aria-label={t("chat.search.author")}
            value={filter.author ?? ""}
            onChange={(event) => setFilter({ ...filter, author: event.target.value || null })}
            className={field}
          >
            <option value="">{t("chat.search.anybody")}</option>
            {people.data?.items.map((person) => (
              <option key={person.id} value={person.id}>
                {person.displayName}
              </option>
            ))}
          </select>
          <Chip pressed={filter.hasFile} onPress={() => setFilter({ ...filter, hasFile: !filter.hasFile })}>
            {t("chat.search.has_file")}
          </Chip>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <input
            type="date"
            aria-label={t("chat.search.from")}
            value={filter.from ?? ""}
            max={filter.to ?? undefined}
            onChange={(event) => setFilter({ ...filter, from: event.target.value || null })}
            className={field}
          />
          <span aria-hidden className="text-muted">
            –
          </span>
          <input
            type="date"
            aria-label={t("chat.search.to")}
            value={filter.to ?? ""}
            min={filter.from ?? undefined}
            onChange={(event) => setFilter({ ...filter, to: event.target.value || null })}
            className={field}
          />
        </div>
      </div>
      <div role="status" className="sr-only">
        {wanted && query.isSuccess ? t("chat.search.found", { count: found.length }) : null}
      </div>
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-2 py-2">
        {!wanted ? <StateBlock icon={Search} title={t("chat.search.hint")} /> : null}
        {wanted && query.isPending ? <Spinner /> : null}
        {query.isError ? <Notice kind="danger">{refusalText(t, asRefusal(query.error))}</Notice> : null}
        {wanted && query.isSuccess && found.length === 0 && !query.hasNextPage ? (
          <StateBlock icon={Search} title={t("chat.search.nothing")} />
        ) : null}
        {wanted ? found.map((message) => <MessageHit key={message.sequence} message={message} term={filter.q} />) : null}
        {wanted && query.hasNextPage ? (
          <Button
            look="plain"
            className="mx-auto my-2 flex"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("chat.search.more")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
