import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, Copy, Link2, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InvitationLife, InvitationView } from "@/contract/http";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Select, TextField } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { groupsKey, invitationsQuery, invite, revoke } from "../api";
import { codeInFours } from "../state";
import { Part } from "./part";

const lives = ["hour", "day", "week", "month", "never"] as const satisfies readonly InvitationLife[];

/** Active invitations: each can be copied again or revoked; a new one leaves the others as they are. */
export function Invitations({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery(invitationsQuery(groupId));
  const [issuing, setIssuing] = useState(false);
  const [revoking, setRevoking] = useState<InvitationView | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: groupsKey });
  const items = query.data?.items ?? [];
  return (
    <Part title={t("groups.invitations.title")} aside={<span className="num text-[13px] text-muted">{items.length}/20</span>}>
      {items.length === 0 && query.isSuccess ? <p className="text-muted">{t("groups.invitations.empty")}</p> : null}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {items.map((invitation) => (
          <li key={invitation.code} className="flex items-center gap-1 rounded-card bg-sunken py-2 pr-2 pl-4">
            <span className="min-w-0 flex-1">
              <span className="num block truncate font-semibold">{codeInFours(invitation.code)}</span>
              <span className="num block text-xs text-muted">
                {invitation.expiresAt
                  ? t("groups.invitations.until", { date: shortTime(invitation.expiresAt) })
                  : t("groups.invitations.life.never")}
                {" · "}
                {invitation.maxUses === null
                  ? t("groups.invitations.used", { count: invitation.uses })
                  : t("groups.invitations.used_of", { count: invitation.uses, limit: invitation.maxUses })}
              </span>
            </span>
            <CopyLink code={invitation.code} />
            <IconButton icon={Trash2} label={t("groups.invitations.revoke")} onClick={() => setRevoking(invitation)} />
          </li>
        ))}
      </ul>
      <Button onClick={() => setIssuing(true)} disabled={items.length >= 20}>
        <Link2 size={16} aria-hidden />
        {t("groups.invitations.issue")}
      </Button>
      {issuing ? <Issue groupId={groupId} onDone={refresh} onClose={() => setIssuing(false)} /> : null}
      {revoking ? (
        <Confirm
          title={t("groups.invitations.revoke_title", { code: codeInFours(revoking.code) })}
          text={t("groups.invitations.revoke_text")}
          confirm={t("groups.invitations.revoke")}
          act={async () => {
            await revoke(groupId, revoking.code);
            await refresh();
          }}
          onClose={() => setRevoking(null)}
        />
      ) : null}
    </Part>
  );
}

const shortTime = (instant: string) =>
  new Date(instant).toLocaleString(undefined, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

function CopyLink({ code }: { code: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <>
      <IconButton
        icon={copied ? Check : Copy}
        label={t(copied ? "groups.invitations.copied" : "groups.invitations.copy")}
        onClick={() => {
          void navigator.clipboard.writeText(`${location.origin}/invite/${code}`).then(() => {
            setCopied(true);
            setTimeout(() => setCopied(false), 2000);
          });
        }}
      />
      <span role="status" className="sr-only">
        {copied ? t("groups.invitations.copied") : ""}
      </span>
    </>
  );
}

function Issue({ groupId, onDone, onClose }: { groupId: string; onDone: () => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation();
  const [life, setLife] = useState<InvitationLife>("week");
  const [uses, setUses] = useState("");
  const wrong = uses !== "" && !(/^\d+$/.test(uses) && Number(uses) >= 1 && Number(uses) <= 100);
  return (
    <Confirm
      title={t("groups.invitations.issue")}
      text={t("groups.invitations.issue_text")}
      confirm={t("groups.invitations.make")}
      look="primary"
      disabled={wrong}
      act={async () => {
        await invite(groupId, { life, maxUses: uses === "" ? null : Number(uses) });
        await onDone();
      }}
      onClose={onClose}
    >
      <Select
        label={t("groups.invitations.valid")}
        value={life}
        onChange={(event) => setLife(lives.find((known) => known === event.target.value) ?? "week")}
      >
        {lives.map((value) => (
          <option key={value} value={value}>
            {t(`groups.invitations.life.${value}`)}
          </option>
        ))}
      </Select>
      <TextField
        label={t("groups.invitations.uses")}
        inputMode="numeric"
        value={uses}
        onChange={(event) => setUses(event.target.value)}
        placeholder={t("groups.invitations.unlimited")}
        error={wrong ? t("groups.invitations.uses_wrong") : null}
        className="num"
        autoComplete="off"
      />
    </Confirm>
  );
}
