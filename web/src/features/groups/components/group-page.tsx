import { useQuery } from "@tanstack/react-query";
import { DoorOpen, Lock, LogOut, ScrollText, Settings, Target, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { SiteLink } from "@/ui/site-link";
import { Spinner } from "@/ui/spinner";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { groupQuery } from "../api";
import { isHost } from "../state";
import { Applications } from "./applications";
import { BanList } from "./ban-list";
import { GroupCardPage } from "./group-card-page";
import { Invitations } from "./invitations";
import { LeaveGroup } from "./leave-group";
import { Members } from "./members";
import { GroupNotice } from "./notice";
import { Part } from "./part";

interface Props {
  groupId: string;
  meId: string;
  /** "n are studying now", and the lock */
  room: { taken: number; locked: boolean } | null;
  /** the group's conversation, from outside the room */
  chat: ReactNode;
  /** what of it one wants to hear */
  level: ReactNode;
  onGone: () => void;
}

/** A group's own page for its members; for others what the directory shows. */
export function GroupPage({ groupId, meId, room, chat, level, onGone }: Props) {
  const { t } = useTranslation();
  const query = useQuery({ ...groupQuery(groupId), retry: false });
  const group = query.data;
  useTitle(group?.name ?? null);
  if (query.isPending) {
    return (
      <div className="grid flex-1 place-items-center text-muted">
        <Spinner />
      </div>
    );
  }
  if (group !== undefined && query.isSuccess)
    return <Inside group={group} meId={meId} room={room} chat={chat} level={level} onGone={onGone} />;
  const refusal = asRefusal(query.error);
  if (refusal.code === "group.not_found") return <GroupCardPage groupId={groupId} />;
  return (
    <StateBlock heading="h1" icon={Users} title={t("groups.page.failed")} text={refusalText(t, refusal)}>
      <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
    </StateBlock>
  );
}

function Inside({ group, meId, room, chat, level, onGone }: Omit<Props, "groupId"> & { group: GroupView }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const host = isHost(group.role);

  return (
    <div className="mx-auto grid w-full max-w-[1000px] grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <header className="flex flex-wrap items-start gap-4">
        <Avatar id={group.id} name={group.name} className="size-14 rounded-card text-xl" />
        <div className="min-w-0 flex-1 basis-56">
          <h1 className="text-xl font-bold">{group.name}</h1>
          <p className="num text-muted">
            {[group.subject, group.channel ? t(`rooms.channel.${group.channel}`) : "", ...group.tags.map((tag) => `#${tag}`)]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {host ? (
            <SiteLink href={`/hosting/${group.roomId}`} className={buttonClass()}>
              <ScrollText size={16} aria-hidden />
              {t("groups.page.log")}
            </SiteLink>
          ) : null}
          {group.role === "owner" ? (
            <SiteLink href={`/groups/${group.id}/settings`} className={buttonClass()}>
              <Settings size={16} aria-hidden />
              {t("groups.page.settings")}
            </SiteLink>
          ) : null}
          <Button look="plain" onClick={() => setLeaving(true)}>
            <LogOut size={16} aria-hidden />
            {t("groups.page.leave")}
          </Button>
        </div>
      </header>
      <GroupNotice group={group} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 desk:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <section
            aria-labelledby="group-room"
            className="flex flex-wrap items-center gap-4 rounded-card border border-line bg-[linear-gradient(120deg,var(--focus-soft),transparent_75%)] bg-raised p-5"
          >
            <div className="min-w-0 flex-1 basis-48">
              <h2 id="group-room" className="font-semibold">
                {t("groups.room.title")}
              </h2>
              <p className="num mt-0.5 flex items-center gap-1.5 text-muted">
                {room?.locked ? <Lock size={14} aria-hidden /> : null}
                {room && room.taken > 0 ? t("groups.room.now", { count: room.taken }) : t("groups.room.nobody")}
              </p>
            </div>
            <SiteLink href={`/rooms/${group.roomId}`} className={buttonClass("primary", true)}>
              <DoorOpen size={18} aria-hidden />
              {t("groups.room.enter")}
            </SiteLink>
          </section>
          {chat}
          {host && group.joinPolicy === "apply" ? <Applications groupId={group.id} /> : null}
          <Members group={group} meId={meId} />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <About group={group} />
          {level}
          {host ? <Invitations groupId={group.id} /> : null}
          {host ? <BanList groupId={group.id} mayLift={group.role === "owner"} /> : null}
        </div>
      </div>
      {leaving ? <LeaveGroup group={group} onClose={() => setLeaving(false)} onGone={onGone} /> : null}
    </div>
  );
}

function About({ group }: { group: GroupView }) {
  const { t } = useTranslation();
  return (
    <Part title={t("groups.page.about")}>
      {group.description ? <p className="whitespace-pre-wrap">{group.description}</p> : null}
      <ul className="num grid gap-2 text-muted">
        <li className="flex items-center gap-2.5">
          <Users size={16} aria-hidden />
          {t("groups.members_of", { count: group.memberCount, limit: group.memberLimit })}
        </li>
        {group.goalHours > 0 ? (
          <li className="flex items-center gap-2.5">
            <Target size={16} aria-hidden />
            {t("groups.goal", { count: group.goalHours })}
          </li>
        ) : null}
        <li className="flex items-center gap-2.5">
          <DoorOpen size={16} aria-hidden />
          {t(`groups.policy.${group.joinPolicy}`)}
        </li>
      </ul>
    </Part>
  );
}
