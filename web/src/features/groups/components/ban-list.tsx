import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BanView } from "@/contract/http";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { bansQuery, groupsKey, liftBan } from "../api";
import { Part } from "./part";
import { PersonName } from "./person-name";

/** Who was kicked. Only the owner lifts a ban; nobody there, nothing shown. */
export function BanList({ groupId, mayLift }: { groupId: string; mayLift: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const bans = useQuery(bansQuery(groupId)).data?.items ?? [];
  const [lifting, setLifting] = useState<BanView | null>(null);
  if (bans.length === 0) return null;
  return (
    <Part title={t("groups.bans.title")}>
      <ul className="grid gap-3">
        {bans.map((ban) => (
          <li key={ban.person.userId} className="flex items-center gap-3">
            <span className="grid min-w-0 flex-1">
              <PersonName person={ban.person} />
              <span className="block truncate text-xs text-muted">{ban.reason || `@${ban.person.handle}`}</span>
            </span>
            {mayLift ? <Button onClick={() => setLifting(ban)}>{t("groups.bans.lift")}</Button> : null}
          </li>
        ))}
      </ul>
      {lifting ? (
        <Confirm
          title={t("groups.bans.lift_title", { name: lifting.person.displayName })}
          text={t("groups.bans.lift_text")}
          confirm={t("groups.bans.lift")}
          look="primary"
          act={async () => {
            await liftBan(groupId, lifting.person.userId);
            await client.invalidateQueries({ queryKey: groupsKey });
          }}
          onClose={() => setLifting(null)}
        />
      ) : null}
    </Part>
  );
}
