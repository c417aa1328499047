import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomBanView } from "@/contract/live";
import { RefusedError } from "@/http/refusal";
import { codeText } from "@/i18n/refusal-text";
import type { Live } from "@/live/live";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { SiteLink } from "@/ui/site-link";
import { useDay } from "@/ui/use-day";

/** Who may not come back into an open room; its owner lifts a ban, whether or not sitting there. */
export function RoomBans({ live, roomId, online }: { live: Live; roomId: string; online: boolean }) {
  const { t } = useTranslation();
  const day = useDay();
  const [lifting, setLifting] = useState<RoomBanView | null>(null);
  const bans = useQuery({
    queryKey: ["room-bans", roomId],
    enabled: online,
    staleTime: 0,
    retry: false,
    queryFn: async () => {
      const reply = await live.call("meeting.bans", { roomId });
      if (reply.error !== null) throw new RefusedError(reply.error.code, reply.error.message);
      return reply.value.items;
    },
  });
  const items = bans.data ?? [];
  const name = (ban: RoomBanView) => ban.displayName || t("common.deleted_user");
  return (
    <Section title={t("meetings.bans.title")} text={t("meetings.bans.text")}>
      {bans.error ? (
        <Notice kind="danger" action={<Button onClick={() => void bans.refetch()}>{t("common.retry")}</Button>}>
          {codeText(t, bans.error instanceof RefusedError ? bans.error.code : "client.unreachable")}
        </Notice>
      ) : null}
      {bans.isPending ? <div className="h-16 animate-breathe rounded-card bg-sunken" aria-busy /> : null}
      {bans.data && items.length === 0 ? <p className="text-muted">{t("meetings.bans.empty")}</p> : null}
      {items.length > 0 ? (
        <ul className="grid gap-1">
          {items.map((ban) => (
            <li key={ban.userId} className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
              <div className="min-w-0 flex-1">
                {ban.handle ? (
                  <SiteLink href={`/people/${ban.handle}`} className="block truncate font-medium hover:underline">
                    {name(ban)}
                  </SiteLink>
                ) : (
                  <p className="truncate font-medium">{name(ban)}</p>
                )}
                <p className="num text-xs break-words text-muted">
                  {day(ban.bannedAt, true)}
                  {ban.reason ? ` · ${ban.reason}` : ""}
                </p>
              </div>
              <Button onClick={() => setLifting(ban)}>{t("meetings.bans.lift")}</Button>
            </li>
          ))}
        </ul>
      ) : null}
      {lifting ? (
        <Confirm
          title={t("meetings.bans.lift_title", { name: name(lifting) })}
          text={t("meetings.bans.lift_text")}
          confirm={t("meetings.bans.lift")}
          look="primary"
          act={async () => {
            const reply = await live.call("meeting.lift_ban", { roomId, userId: lifting.userId });
            if (reply.error !== null) throw new RefusedError(reply.error.code, reply.error.message);
            await bans.refetch();
          }}
          onClose={() => setLifting(null)}
        />
      ) : null}
    </Section>
  );
}
