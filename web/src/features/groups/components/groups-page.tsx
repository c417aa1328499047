import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ChevronRight, Plus, RotateCcw, SearchX, Users, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GroupView, MyGroups } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { CountBadge } from "@/ui/count-badge";
import { ListEnd } from "@/ui/list-end";
import { SearchBox } from "@/ui/search-box";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { directoryQuery, groupsKey, myGroupsQuery, restore } from "../api";
import { channels, type GroupFilter, policies } from "../state";
import { GroupRow } from "./group-row";

/** How much of a group's chat is unread, and whether its user wants to hear of it. */
export type GroupUnread = (groupId: string) => { count: number; muted: boolean };

/** One's own groups first, then the directory. */
export function GroupsPage({
  filter,
  onFilter,
  unread,
}: {
  filter: GroupFilter;
  onFilter: (filter: GroupFilter) => void;
  unread: GroupUnread;
}) {
  const { t } = useTranslation();
  useTitle(t("groups.title"));
  const mine = useQuery(myGroupsQuery);
  return (
    <div className="mx-auto grid w-full max-w-[860px] grid-cols-[minmax(0,1fr)] content-start px-4 py-6 phone:px-8 phone:py-8">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-lg font-bold phone:text-xl">{t("groups.title")}</h1>
        <SiteLink href="/groups/new" className={`${buttonClass("primary")} px-3.5 phone:px-4`}>
          <Plus size={18} aria-hidden />
          {t("groups.create.open")}
        </SiteLink>
      </div>
      {mine.data ? <Mine mine={mine.data} unread={unread} /> : null}
      {mine.isPending ? <div aria-hidden className="mt-6 h-28 animate-breathe rounded-card bg-sunken" /> : null}
      <Directory filter={filter} onFilter={onFilter} />
    </div>
  );
}

function Mine({ mine, unread }: { mine: MyGroups; unread: GroupUnread }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <section aria-labelledby="my-groups" className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="my-groups" className="flex items-baseline gap-2 font-semibold">
        {t("groups.mine.title")}
        <span className="num text-[13px] font-normal text-muted">
          {t("groups.mine.of", { count: mine.items.length, limit: mine.limit })}
        </span>
      </h2>
      {mine.items.length === 0 ? (
        <p className="rounded-card border border-dashed border-line-strong px-5 py-6 text-muted">{t("groups.mine.empty")}</p>
      ) : (
        <ul className="grid grid-cols-[minmax(0,1fr)] gap-2 phone:grid-cols-2">
          {mine.items.map((group) => (
            <li key={group.id}>
              <MyGroup group={group} unread={unread(group.id)} />
            </li>
          ))}
        </ul>
      )}
      {mine.applications.map((application) => (
        <p key={application.groupId} className="flex items-center justify-between gap-3 rounded-card bg-sunken px-4 py-3">
          <span className="min-w-0 truncate">{t("groups.mine.waiting", { name: application.groupName })}</span>
          <SiteLink href={`/groups/${application.groupId}`} className={buttonClass("plain")}>
            {t("groups.mine.look")}
          </SiteLink>
        </p>
      ))}
      {mine.restorable.map((group) => (
        <div key={group.id} className="flex flex-wrap items-center justify-between gap-3 rounded-card bg-focus-soft px-4 py-3">
          <span className="min-w-0">
            {t("groups.mine.dissolved", { name: group.name, date: new Date(group.erasedAt).toLocaleDateString() })}
          </span>
          <Button onClick={() => void restore(group.id).finally(() => client.invalidateQueries({ queryKey: groupsKey }))}>
            <RotateCcw size={16} aria-hidden />
            {t("groups.mine.restore")}
          </Button>
        </div>
      ))}
    </section>
  );
}

function MyGroup({ group, unread }: { group: GroupView; unread: ReturnType<GroupUnread> }) {
  const { t } = useTranslation();
  return (
    <SiteLink
      href={`/groups/${group.id}`}
      className="flex items-center gap-3 rounded-card border border-line bg-raised p-4 transition-colors hover:border-line-strong"
    >
      <Avatar id={group.id} name={group.name} className="size-10 rounded-control text-base" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{group.name}</span>
        <span className="num block truncate text-[13px] text-muted">
          {group.subject} · {t("groups.members_of", { count: group.memberCount, limit: group.memberLimit })}
        </span>
      </span>
      {unread.count > 0 ? (
        <>
          <span className="sr-only">{t("groups.mine.unread", { count: unread.count })}</span>
          <CountBadge count={unread.count} quiet={unread.muted} />
        </>
      ) : null}
      <ChevronRight size={18} aria-hidden className="text-muted" />
    </SiteLink>
  );
}

function Directory({ filter, onFilter }: { filter: GroupFilter; onFilter: (filter: GroupFilter) => void }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...directoryQuery(filter), placeholderData: keepPreviousData });
  const cards = [...new Map((query.data?.pages ?? []).flatMap((page) => page.items).map((card) => [card.id, card])).values()];
  const filtered = Object.keys(filter).length > 0;
  const toggle = <K extends keyof GroupFilter>(key: K, value: GroupFilter[K]) => {
    const next = { ...filter };
    if (next[key] === value || value === undefined) delete next[key];
    else next[key] = value;
    onFilter(next);
  };

  return (
    <section aria-labelledby="directory" className="mt-10">
      <h2 id="directory" className="font-semibold">
        {t("groups.directory.title")}
      </h2>
      <div className="mt-3 flex">
        <SearchBox q={filter.q ?? ""} label={t("groups.directory.search")} onSearch={(q) => toggle("q", q || undefined)} />
      </div>
      <div className="-mx-4 my-3 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] phone:mx-0 phone:flex-wrap phone:px-0">
        {channels.map((channel) => (
          <Chip key={channel} pressed={filter.channel === channel} onPress={() => toggle("channel", channel)}>
            {t(`rooms.channel.${channel}`)}
          </Chip>
        ))}
        <span aria-hidden className="mx-1 w-px phone:hidden wide:block flex-none self-stretch bg-line" />
        {policies.map((policy) => (
          <Chip key={policy} pressed={filter.policy === policy} onPress={() => toggle("policy", policy)}>
            {t(`groups.policy.${policy}`)}
          </Chip>
        ))}
        <Chip pressed={filter.hasSpace === true} onPress={() => toggle("hasSpace", true)}>
          {t("groups.directory.has_space")}
        </Chip>
      </div>
      <div aria-busy={query.isFetching} className="overflow-hidden rounded-card border border-line bg-raised">
        {query.isPending ? <div aria-hidden className="h-40 animate-breathe bg-sunken" /> : null}
        {query.isError && cards.length === 0 ? (
          <StateBlock icon={WifiOff} title={t("groups.directory.failed")} text={refusalText(t, asRefusal(query.error))}>
            <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
          </StateBlock>
        ) : null}
        {query.isSuccess && cards.length === 0 && !query.hasNextPage ? (
          filtered ? (
            <StateBlock icon={SearchX} title={t("groups.directory.nothing")} text={t("groups.directory.nothing_text")}>
              <Button onClick={() => onFilter({})}>{t("rooms.lobby.clear")}</Button>
            </StateBlock>
          ) : (
            <StateBlock icon={Users} title={t("groups.directory.empty")} text={t("groups.directory.empty_text")}>
              <SiteLink href="/groups/new" className={buttonClass("primary")}>
                {t("groups.create.open")}
              </SiteLink>
            </StateBlock>
          )
        ) : null}
        <ul>
          {cards.map((card) => (
            <GroupRow key={card.id} card={card} />
          ))}
        </ul>
      </div>
      <ListEnd query={query} hasItems={cards.length > 0} end={t("groups.directory.end")} />
    </section>
  );
}
