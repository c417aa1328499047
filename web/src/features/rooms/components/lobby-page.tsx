import { ArrowUp, DoorOpen, Plus, Search, SearchX, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import type { Live } from "@/live/live";
import { Button, buttonClass } from "@/ui/button";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import type { RoomFilter } from "../state";
import { useRoomList } from "../use-room-list";
import { FilterChips } from "./filter-chips";
import { RoomDetails } from "./room-details";
import { RoomRow, RoomRowSkeleton } from "./room-row";

interface Props {
  live: Live;
  filter: RoomFilter;
  onFilter: (filter: RoomFilter) => void;
  onEnter: (roomId: string) => void;
  aside: ReactNode;
}

export function LobbyPage({ live, filter, onFilter, onEnter, aside }: Props) {
  const { t } = useTranslation();
  useTitle(t("rooms.lobby.title"));
  const { query, rooms, fresh, reveal } = useRoomList(live, filter);
  const [openedId, setOpenedId] = useState<string | null>(null);
  const [opened, setOpened] = useState<RoomView | null>(null);
  const found = rooms.find((room) => room.id === openedId);
  // Details stay open, and say so, when the room closes meanwhile.
  useEffect(() => {
    if (found) setOpened(found);
  }, [found]);
  const filtered = Object.keys(filter).length > 0;

  return (
    <div className="mx-auto flex w-full max-w-[1240px] flex-1 gap-8 px-4 phone:px-8">
      <div className="mx-auto grid w-full max-w-[860px] min-w-0 flex-1 content-start py-6 phone:py-8">
        <h1 className="text-lg font-bold phone:text-xl">{t("rooms.lobby.title")}</h1>
        <div className="mt-4 flex gap-2 phone:mt-5">
          <SearchBox q={filter.q ?? ""} onSearch={(q) => onFilter(withPart(filter, "q", q || undefined))} />
          <SiteLink
            href="/rooms/new"
            className={`${buttonClass("primary")} min-h-11 px-3.5 phone:px-4`}
            aria-label={t("rooms.lobby.create")}
          >
            <Plus size={18} aria-hidden />
            <span className="hidden phone:inline">{t("rooms.lobby.create")}</span>
          </SiteLink>
        </div>
        <FilterChips filter={filter} onFilter={onFilter} />
        <p className="sr-only" role="status">
          {fresh.length > 0 ? t("rooms.lobby.fresh", { count: fresh.length }) : ""}
        </p>
        {fresh.length > 0 ? (
          <button
            type="button"
            className="mb-3 inline-flex min-h-10 animate-rise items-center gap-2 justify-self-center rounded-full bg-accent px-5 font-semibold text-on-accent shadow-lift transition-colors hover:bg-accent-strong"
            onClick={reveal}
          >
            <ArrowUp size={16} aria-hidden />
            {t("rooms.lobby.fresh", { count: fresh.length })}
          </button>
        ) : null}
        <section
          aria-label={t("rooms.lobby.list")}
          aria-busy={query.isFetching}
          className={`overflow-hidden rounded-card border border-line bg-raised transition-opacity duration-200 ${query.isPlaceholderData ? "opacity-60" : ""}`}
        >
          {query.isPending ? [1, 2, 3, 4, 5, 6].map((row) => <RoomRowSkeleton key={row} />) : null}
          {query.isError && rooms.length === 0 ? (
            <StateBlock icon={WifiOff} title={t("rooms.lobby.failed")} text={refusalText(t, asRefusal(query.error))}>
              <Button onClick={() => void query.refetch()} busy={query.isFetching}>
                {t("common.retry")}
              </Button>
            </StateBlock>
          ) : null}
          {query.isSuccess && rooms.length === 0 && filtered ? (
            <StateBlock icon={SearchX} title={t("rooms.lobby.nothing_found")} text={t("rooms.lobby.nothing_found_text")}>
              <Button onClick={() => onFilter({})}>{t("rooms.lobby.clear")}</Button>
            </StateBlock>
          ) : null}
          {query.isSuccess && rooms.length === 0 && !filtered ? (
            <StateBlock icon={DoorOpen} title={t("rooms.lobby.empty")} text={t("rooms.lobby.empty_text")}>
              <SiteLink href="/rooms/new" className={buttonClass("primary")}>
                {t("rooms.lobby.create_first")}
              </SiteLink>
            </StateBlock>
          ) : null}
          <ul>
            {rooms.map((room) => (
              <RoomRow
                key={room.id}
                room={room}
                onOpen={() => {
                  setOpenedId(room.id);
                  setOpened(room);
                }}
              />
            ))}
          </ul>
          {query.isFetchingNextPage ? <RoomRowSkeleton /> : null}
        </section>
        <ListEnd query={query} hasRooms={rooms.length > 0} />
      </div>
      {aside}
      <RoomDetails room={openedId === null ? null : (found ?? opened)} onClose={() => setOpenedId(null)} onEnter={onEnter} />
    </div>
  );
}

function withPart<K extends keyof RoomFilter>(filter: RoomFilter, key: K, value: RoomFilter[K]): RoomFilter {
  const next = { ...filter };
  if (value === undefined || value === false) delete next[key];
  else next[key] = value;
  return next;
}

/** Searches a moment after typing stops; what an input method is still composing is not searched for. */
function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(q);
  const [composing, setComposing] = useState(false);
  const search = useRef(onSearch);
  search.current = onSearch;

  useEffect(() => setText(q), [q]);
  useEffect(() => {
    const wanted = text.trim();
    if (composing || wanted === q) return;
    const timer = setTimeout(() => search.current(wanted), 250);
    return () => clearTimeout(timer);
  }, [text, q, composing]);

  return (
    <label className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-control border border-line-strong bg-raised px-3.5 text-muted transition-colors focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
      <Search size={18} aria-hidden />
      <span className="sr-only">{t("rooms.lobby.search")}</span>
      <input
        type="search"
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        placeholder={t("rooms.lobby.search")}
        className="w-full min-w-0 bg-transparent text-base text-text outline-none phone:text-sm"
      />
    </label>
  );
}

/** Loads on as long as the end is in or near the window, whatever its height. */
function ListEnd({ query, hasRooms }: { query: ReturnType<typeof useRoomList>["query"]; hasRooms: boolean }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;

  useEffect(() => {
    const element = end.current;
    if (element === null || !hasNextPage || isFetching || isError) return;
    // A new observer reports at once, so an end still in view after a page loads the next one.
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: "400px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  return (
    <div ref={end} className="min-h-12 py-4 text-center text-xs text-muted">
      {isError && hasRooms ? (
        <Button onClick={() => void fetchNextPage()} busy={isFetching}>
          {t("common.retry")}
        </Button>
      ) : null}
      {!isError && !hasNextPage && hasRooms && !query.isPending ? t("rooms.lobby.end") : null}
    </div>
  );
}
