import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, Flag, UserRound, UserRoundCheck } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { block, blocksQuery, unblock } from "@/features/moderation/api";
import { CloseRoomDialog } from "@/features/moderation/components/close-room-dialog";
import { ReportDialog } from "@/features/moderation/components/report-dialog";
import { Confirm } from "@/ui/confirm";
import { type People, PeopleContext, type Reported, type Somebody } from "@/ui/people";
import { live } from "./connection";
import { useMe } from "./use-me";

/** Knows whom this person has blocked, on whatever device, and asks before blocking and reporting. */
export function PeopleProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const me = useMe();
  const { data } = useQuery({ ...blocksQuery, enabled: me !== null });
  const [blocking, setBlocking] = useState<Somebody | null>(null);
  const [unblocking, setUnblocking] = useState<Somebody | null>(null);
  const [reporting, setReporting] = useState<Reported | null>(null);
  const [closing, setClosing] = useState<string | null>(null);

  useEffect(() => {
    const ask = () => void client.invalidateQueries({ queryKey: blocksQuery.queryKey });
    const unsubscribe = [live.on("blocks.changed", ask), live.onOnline(ask)];
    return () => {
      for (const stop of unsubscribe) stop();
    };
  }, [client]);

  const people = useMemo<People>(() => {
    const blocked = new Set(data?.items.map((item) => item.userId));
    const isBlocked = (userId: string) => blocked.has(userId);
    return {
      isBlocked,
      block: setBlocking,
      unblock: setUnblocking,
      report: setReporting,
      closeRoom: me?.isAdmin ? setClosing : null,
      deeds: (somebody) =>
        somebody.handle === "" || somebody.userId === me?.id
          ? []
          : [
              {
                icon: UserRound,
                label: t("moderation.menu.profile"),
                // Beside what is open: whoever sits in a room stays there.
                onSelect: () => void window.open(`/people/${somebody.handle}`, "_blank", "noopener"),
              },
              isBlocked(somebody.userId)
                ? { icon: UserRoundCheck, label: t("moderation.menu.unblock"), onSelect: () => setUnblocking(somebody) }
                : { icon: Ban, label: t("moderation.menu.block"), onSelect: () => setBlocking(somebody) },
              {
                icon: Flag,
                label: t("moderation.menu.report"),
                onSelect: () => setReporting({ kind: "user", id: somebody.userId, name: somebody.displayName }),
              },
            ],
    };
  }, [data, me?.id, me?.isAdmin, t]);

  const refresh = () => client.invalidateQueries({ queryKey: blocksQuery.queryKey });
  return (
    <PeopleContext value={people}>
      {children}
      {blocking ? (
        <Confirm
          title={t("moderation.block.title", { name: blocking.displayName })}
          text={t("moderation.block.text")}
          confirm={t("moderation.block.confirm")}
          act={async () => {
            await block(blocking.userId);
            await refresh();
          }}
          onClose={() => setBlocking(null)}
        />
      ) : null}
      {unblocking ? (
        <Confirm
          title={t("moderation.unblock.title", { name: unblocking.displayName })}
          text={t("moderation.unblock.text")}
          confirm={t("moderation.unblock.confirm")}
          look="primary"
          act={async () => {
            await unblock(unblocking.userId);
            await refresh();
          }}
          onClose={() => setUnblocking(null)}
        />
      ) : null}
      {closing ? <CloseRoomDialog roomId={closing} onClose={() => setClosing(null)} /> : null}
      {reporting ? <ReportDialog what={reporting} onClose={() => setReporting(null)} /> : null}
    </PeopleContext>
  );
}
