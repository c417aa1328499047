import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Laptop, type LucideIcon, Smartphone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OwnSessionView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useDay } from "@/ui/use-day";
import { endOtherSessions, endSession, sessionsQuery } from "../api";
import { ConfirmDialog } from "./confirm-dialog";

export function SessionsSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const refresh = () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const [asking, setAsking] = useState(false);
  const items = sessions.data?.items ?? [];

  return (
    <Section title={t("accounts.sessions.title")} text={t("accounts.sessions.text")}>
      {sessions.error ? (
        <Notice kind="danger" action={<Button onClick={() => void sessions.refetch()}>{t("common.retry")}</Button>}>
          {refusalText(t, asRefusal(sessions.error))}
        </Notice>
      ) : null}
      {sessions.isPending ? <div className="h-24 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      <ul className="grid gap-1">
        {items.map((session) => (
          <SessionRow key={session.id} session={session} onEnded={refresh} />
        ))}
      </ul>
      {items.length > 1 ? (
        <Button className="justify-self-start" onClick={() => setAsking(true)}>
          {t("accounts.sessions.end_others")}
        </Button>
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("accounts.sessions.end_others_title")}
        text={t("accounts.sessions.end_others_text", { count: items.length - 1 })}
        confirm={t("accounts.sessions.end_others")}
        onConfirm={async () => {
          await endOtherSessions();
          await refresh();
        }}
      />
    </Section>
  );
}

function SessionRow({ session, onEnded }: { session: OwnSessionView; onEnded: () => Promise<void> }) {
  const { t } = useTranslation();
  const day = useDay();
  const end = useMutation({ mutationFn: () => endSession(session.id), onSuccess: onEnded });
  const Icon: LucideIcon = /iPhone|iPad|Android/.test(session.device) ? Smartphone : Laptop;
  const device = session.device || t("accounts.sessions.unknown");
  return (
    <li className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
      <Icon size={18} aria-hidden className="flex-none text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{device}</p>
        <p className="text-xs text-muted">
          {session.current ? t("accounts.sessions.here") : t("accounts.sessions.used", { day: day(session.lastUsedAt, true) })}
        </p>
      </div>
      {session.current ? null : (
        <Button busy={end.isPending} aria-label={t("accounts.sessions.end_named", { device })} onClick={() => end.mutate()}>
          {t("accounts.sessions.end")}
        </Button>
      )}
    </li>
  );
}
