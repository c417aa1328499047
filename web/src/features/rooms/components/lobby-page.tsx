import { ArrowUp, DoorOpen, History, Plus, SearchX, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import type { Live } from "@/live/live";
import { Button, buttonClass } from "@/ui/button";
import { ListEnd } from "@/ui/list-end";
import { SearchBox } from "@/ui/search-box";
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
        <div className="flex items-baseline justify-between gap-4">
          <h1 className="text-lg font-bold phone:text-xl">{t("rooms.lobby.title")}</h1>
          <SiteLink
            href="/rooms/recent"
            className="inline-flex min-h-6 flex-none items-center gap-1.5 text-muted hover:text-text"
          >
            <History size={16} aria-hidden />
            {t("rooms.recent.link")}
          </SiteLink>
        </div>
        <div className="mt-4 flex gap-2 phone:mt-5">
          <SearchBox
            q={filter.q ?? ""}
            label={t("rooms.lobby.search")}
            onSearch={(q) => onFilter(withPart(filter, "q", q || undefined))}
          />
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
        <ListEnd query={query} hasItems={rooms.length > 0} end={t("rooms.lobby.end")} />
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
