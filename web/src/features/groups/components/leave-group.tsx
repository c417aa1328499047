import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "@/contract/http";
import { Confirm } from "@/ui/confirm";
import { Select } from "@/ui/field";
import { SiteLink } from "@/ui/site-link";
import { groupsKey, handOver, leave, membersQuery } from "../api";

interface Props {
  group: GroupView;
  onClose: () => void;
  onGone: () => void;
}

/** The way out of a group; an owner first names who owns it from then on, or dissolves it. */
export function LeaveGroup({ group, onClose, onGone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const owner = group.role === "owner";
  const members = useQuery({ ...membersQuery(group.id), enabled: owner });
  const others = (members.data?.items ?? []).filter((member) => member.role !== "owner");
  const [heir, setHeir] = useState("");

  async function act() {
    if (owner) await handOver(group.id, heir);
    await leave(group.id);
    onGone();
    await client.invalidateQueries({ queryKey: groupsKey });
  }

  return (
    <Confirm
      title={t("groups.leave.title", { name: group.name })}
      text={t(owner ? (others.length > 0 ? "groups.leave.owner_text" : "groups.leave.alone_text") : "groups.leave.text")}
      confirm={t(owner ? "groups.leave.hand_over" : "groups.leave.confirm")}
      disabled={owner && heir === ""}
      act={act}
      onClose={onClose}
    >
      {others.length > 0 ? (
        <Select label={t("groups.leave.heir")} value={heir} onChange={(event) => setHeir(event.target.value)}>
          <option value="">{t("groups.leave.choose")}</option>
          {others.map(({ person }) => (
            <option key={person.userId} value={person.userId}>
              {person.displayName} (@{person.handle})
            </option>
          ))}
        </Select>
      ) : null}
      {owner ? (
        <SiteLink
          href={`/groups/${group.id}/settings`}
          className="justify-self-start font-semibold text-accent underline-offset-4 hover:underline"
        >
          {t("groups.leave.dissolve")}
        </SiteLink>
      ) : null}
    </Confirm>
  );
}
