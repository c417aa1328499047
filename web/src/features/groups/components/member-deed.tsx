import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView, MemberView } from "@/contract/http";
import { Confirm } from "@/ui/confirm";
import { TextField } from "@/ui/field";
import { groupsKey, handOver, kick, warn } from "../api";
import { lengthOf } from "../state";

export type Deed = "warn" | "kick" | "hand_over";

/** Warning, kicking and handing over ask first, and say what will happen. */
export function MemberDeed({
  group,
  deed,
  member,
  onClose,
}: {
  group: GroupView;
  deed: Deed;
  member: MemberView;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const name = member.person.displayName;
  const last = deed === "warn" && member.warnings >= 2;
  const wrong = lengthOf(reason) > 200 || (deed === "warn" && lengthOf(reason) === 0);

  async function act() {
    const { userId } = member.person;
    if (deed === "warn") await warn(group.id, userId, reason.trim());
    else if (deed === "kick") await kick(group.id, userId, reason.trim());
    else await handOver(group.id, userId);
    await client.invalidateQueries({ queryKey: groupsKey });
  }

  return (
    <Confirm
      title={t(`groups.deed.${deed}.title`, { name })}
      text={
        last
          ? t("groups.deed.warn.last", { name })
          : t(`groups.deed.${deed}.text`, { name, number: Math.min(3, member.warnings + 1) })
      }
      confirm={t(`groups.deed.${deed}.confirm`)}
      look={deed === "warn" && !last ? "primary" : "danger"}
      disabled={deed !== "hand_over" && wrong}
      act={act}
      onClose={onClose}
    >
      {deed === "hand_over" ? null : (
        <TextField
          label={t(deed === "warn" ? "groups.deed.reason" : "groups.deed.reason_optional")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          aside={`${lengthOf(reason)}/200`}
          autoComplete="off"
          autoFocus
        />
      )}
    </Confirm>
  );
}
