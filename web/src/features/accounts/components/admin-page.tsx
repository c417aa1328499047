import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { AuditView, UserView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Section } from "@/ui/section";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useDay } from "@/ui/use-day";
import { useTitle } from "@/ui/use-title";
import { actOnUser, listUsers, readAudit, type UserAct } from "../api";
import { ConfirmDialog } from "./confirm-dialog";

/** The texts of what the log tells. */
type Describe = (act: string, reason: string | null) => { act: string; reason: string | null };

/** For those who run the installation: people, and what has happened. */
export function AdminPage({ reports, describe }: { reports: ReactNode; describe: Describe }) {
  const { t } = useTranslation();
  useTitle(t("accounts.admin.title"));
  const audit = useInfiniteQuery({
    queryKey: ["admin", "audit"],
    staleTime: 0,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => readAudit(pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  if (audit.error) {
    const refusal = asRefusal(audit.error);
    return (
      <StateBlock heading="h1" icon={ShieldAlert} title={t("accounts.admin.title")} text={refusalText(t, refusal)}>
        {refusal.code === "admin.second_factor_needed" ? (
          <SiteLink href="/me/security" className={buttonClass("primary")}>
            {t("accounts.become_admin.security")}
          </SiteLink>
        ) : (
          <Button onClick={() => void audit.refetch()}>{t("common.retry")}</Button>
        )}
      </StateBlock>
    );
  }

  const lines = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <h1 className="text-xl font-bold">{t("accounts.admin.title")}</h1>
      {reports}
      <People />
      <Section title={t("accounts.admin.audit")}>
        {audit.isPending ? <div className="h-24 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
        {audit.data && lines.length === 0 ? <p className="text-muted">{t("accounts.admin.audit_empty")}</p> : null}
        <ul className="grid">
          {lines.map((line) => (
            <AuditLine key={line.id} line={line} describe={describe} />
          ))}
        </ul>
        {audit.hasNextPage ? (
          <Button className="justify-self-start" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t("accounts.admin.more")}
          </Button>
        ) : null}
      </Section>
    </div>
  );
}

function AuditLine({ line, describe }: { line: AuditView; describe: Describe }) {
  const { t } = useTranslation();
  const day = useDay();
  const said = describe(line.act, line.reason);
  const who = line.actorHandle ? `@${line.actorHandle}` : (line.actor ?? line.address ?? t("accounts.admin.someone"));
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-b border-line py-2 last:border-b-0 phone:grid-cols-[11rem_1fr]">
      <span className="num text-xs text-muted">{day(line.at, true)}</span>
      <span className="min-w-0 break-words">
        <span className="font-semibold">{said.act}</span> · {who}
        {line.target ? <span className="block text-xs break-all text-muted">{line.target}</span> : null}
        {said.reason ? <span className="block text-xs text-muted">{said.reason}</span> : null}
        <span className="block font-mono text-xs text-muted">{line.act}</span>
      </span>
    </li>
  );
}

function People() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [asking, setAsking] = useState<{ user: UserView; act: UserAct } | null>(null);
  const [reason, setReason] = useState("");
  const search = typed.trim();
  const users = useInfiniteQuery({
    queryKey: ["admin", "users", search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => listUsers(search, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
  const items = users.data?.pages.flatMap((page) => page.items) ?? [];
  const key = asking?.act === "sign-out" ? "sign_out" : (asking?.act ?? "disable");

  return (
    <Section title={t("accounts.admin.users")}>
      <TextField
        label={t("accounts.admin.search")}
        type="search"
        autoCapitalize="none"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={users.error ? refusalText(t, asRefusal(users.error)) : null}
      />
      {users.data && items.length === 0 ? <p className="text-muted">{t("accounts.admin.nobody")}</p> : null}
      <ul className="grid">
        {items.map((user) => (
          <li key={user.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2 last:border-b-0">
            <Avatar id={user.id} name={user.displayName} className="size-9 text-sm" />
            <span className="min-w-[60%] flex-1">
              <span className="block truncate font-medium">{user.displayName}</span>
              <span className="block truncate text-xs text-muted">
                @{user.handle}
                {user.isAdmin ? ` · ${t("accounts.admin.admin")}` : ""}
                {user.isDisabled ? ` · ${t("accounts.admin.disabled")}` : ""}
                {user.eraseAt ? ` · ${t("accounts.admin.leaving")}` : ""}
              </span>
            </span>
            <Button look="plain" onClick={() => setAsking({ user, act: "sign-out" })}>
              {t("accounts.admin.sign_out")}
            </Button>
            <Button onClick={() => setAsking({ user, act: user.isDisabled ? "enable" : "disable" })}>
              {t(user.isDisabled ? "accounts.admin.enable" : "accounts.admin.disable")}
            </Button>
          </li>
        ))}
      </ul>
      {users.hasNextPage ? (
        <Button className="justify-self-start" busy={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {t("accounts.admin.more")}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => {
          setAsking(null);
          setReason("");
        }}
        title={t(`accounts.admin.${key}_title`, { handle: asking?.user.handle ?? "" })}
        text={t(`accounts.admin.${key}_text`)}
        confirm={t(`accounts.admin.${key}`)}
        onConfirm={async () => {
          if (asking) await actOnUser(asking.user.id, asking.act, reason);
          await client.invalidateQueries({ queryKey: ["admin"] });
        }}
      >
        <div className="mt-4">
          <TextField
            label={t("accounts.admin.reason")}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      </ConfirmDialog>
    </Section>
  );
}
