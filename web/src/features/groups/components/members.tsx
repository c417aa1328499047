import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Crown, Ellipsis, ShieldCheck, ShieldMinus, TriangleAlert, UserRoundX } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView, MemberView } from "@/contract/http";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Menu, type MenuItem } from "@/ui/menu";
import { usePeople } from "@/ui/people";
import { groupsKey, membersQuery, setRole } from "../api";
import { isHost } from "../state";
import { type Deed, MemberDeed } from "./member-deed";
import { Part } from "./part";
import { PersonName } from "./person-name";

export function Members({ group, meId }: { group: GroupView; meId: string }) {
  const { t } = useTranslation();
  const query = useQuery(membersQuery(group.id));
  const [deed, setDeed] = useState<{ deed: Deed; member: MemberView } | null>(null);
  return (
    <Part
      title={t("groups.members.title")}
      aside={<span className="num text-[13px] text-muted">{query.data?.items.length ?? ""}</span>}
    >
      {query.isPending ? <div aria-hidden className="h-24 animate-breathe rounded-control bg-sunken" /> : null}
      {query.isError ? <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button> : null}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
        {(query.data?.items ?? []).map((member) => (
          <li key={member.person.userId} className="flex min-h-14 items-center gap-3">
            <Avatar
              id={member.person.userId}
              name={member.person.displayName}
              src={member.person.avatar}
              className="size-9 text-sm"
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-1.5 font-semibold">
                <PersonName person={member.person} />
                {member.person.userId === meId ? (
                  <span className="flex-none font-normal text-muted">{t("meetings.people.me")}</span>
                ) : null}
                <Role role={member.role} />
              </span>
              <span className="num block truncate text-xs text-muted">
                @{member.person.handle}
                {member.warnings > 0 ? ` · ${t("groups.members.warnings", { count: member.warnings })}` : ""}
              </span>
            </span>
            {member.person.userId === meId ? null : (
              <MemberMenu group={group} member={member} onDeed={(chosen) => setDeed({ deed: chosen, member })} />
            )}
          </li>
        ))}
      </ul>
      {deed ? <MemberDeed group={group} deed={deed.deed} member={deed.member} onClose={() => setDeed(null)} /> : null}
    </Part>
  );
}

function Role({ role }: { role: MemberView["role"] }) {
  const { t } = useTranslation();
  if (role === "member") return null;
  const Icon = role === "owner" ? Crown : ShieldCheck;
  return (
    <span className="inline-flex flex-none items-center gap-1 rounded-[6px] bg-accent-soft px-1.5 py-0.5 text-[11px] text-accent">
      <Icon size={12} aria-hidden />
      {t(`groups.role.${role}`)}
    </span>
  );
}

function MemberMenu({ group, member, onDeed }: { group: GroupView; member: MemberView; onDeed: (deed: Deed) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const people = usePeople();
  const owner = group.role === "owner";
  const mayModerate = isHost(group.role) && member.role !== "owner" && (owner || member.role === "member");
  const become = (role: "manager" | "member") =>
    void setRole(group.id, member.person.userId, role).finally(() => client.invalidateQueries({ queryKey: groupsKey }));
  const items: MenuItem[] = !mayModerate
    ? []
    : [
        { icon: TriangleAlert, label: t("groups.deed.warn.menu"), onSelect: () => onDeed("warn") },
        { icon: UserRoundX, label: t("groups.deed.kick.menu"), onSelect: () => onDeed("kick"), danger: true },
      ];
  if (owner && mayModerate) {
    items.unshift(
      member.role === "member"
        ? { icon: ShieldCheck, label: t("groups.members.make_manager"), onSelect: () => become("manager") }
        : { icon: ShieldMinus, label: t("groups.members.make_member"), onSelect: () => become("member") },
      { icon: Crown, label: t("groups.deed.hand_over.menu"), onSelect: () => onDeed("hand_over") },
    );
  }
  items.push(...people.deeds(member.person));
  if (items.length === 0) return null;
  const label = t("groups.members.more", { name: member.person.displayName });
  return <Menu items={items} trigger={<IconButton icon={Ellipsis} label={label} />} />;
}
