import { useQueryClient } from "@tanstack/react-query";
import { TriangleAlert, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupHappening } from "@/contract/live";
import { groupsKey } from "@/features/groups/api";
import { markSeen, unseenWarnings } from "@/features/rooms/warnings";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { live } from "./connection";

interface Warned {
  place: string;
  reason: string;
  number: number;
}

const worthSaying = ["joined", "kicked", "dissolved", "restored", "refused"] as const satisfies readonly GroupHappening[];
const shownMs = 7000;

/** What happens between this person and groups or hosts, wherever they look just now; what happened meanwhile at once. */
export function PersonalNews() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [said, setSaid] = useState<string | null>(null);
  const [warnings, setWarnings] = useState<Warned[]>([]);

  useEffect(() => {
    const ask = () => void unseenWarnings().then((unseen) => unseen.length > 0 && setWarnings(unseen));
    const unsubscribe = [
      live.onOnline(ask),
      live.on("groups.warned", ask),
      live.on("meeting.warned", ask),
      live.on("groups.mine", (change) => {
        void client.invalidateQueries({ queryKey: groupsKey });
        const happening = worthSaying.find((known) => known === change.happening);
        if (happening) setSaid(t(`common.news.${happening}`, { name: change.groupName }));
      }),
      live.on("reports.closed", (closed) => {
        void client.invalidateQueries({ queryKey: ["reports", "mine"] });
        setSaid(t(`common.news.report_${closed.outcome}`));
      }),
    ];
    if (live.status === "online") ask();
    return () => {
      for (const stop of unsubscribe) stop();
    };
  }, [client, t]);

  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), shownMs);
    return () => clearTimeout(timer);
  }, [said]);

  const warning = warnings[0];
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {said ? (
        <p
          aria-hidden
          className="fixed inset-x-4 top-4 z-30 mx-auto flex max-w-[420px] animate-rise items-center gap-3 rounded-card border border-line bg-raised px-4 py-3 shadow-float"
        >
          <Users size={18} aria-hidden className="text-accent" />
          {said}
        </p>
      ) : null}
      {warning ? (
        <Dialog
          open
          onOpenChange={(open) => {
            if (open) return;
            setWarnings([]);
            void markSeen();
          }}
          title={t("common.warned.title", { place: warning.place, number: warning.number })}
          closeLabel={t("common.close")}
        >
          <ul className="mt-4 grid gap-3">
            {warnings.map((one) => (
              <li key={`${one.place} ${one.number}`} className="flex items-start gap-3 rounded-card bg-focus-soft px-4 py-3">
                <TriangleAlert size={18} aria-hidden className="mt-0.5 text-focus-text" />
                <span className="min-w-0">
                  <span className="num block text-xs font-semibold text-focus-text">
                    {one.place} · {one.number}/3
                  </span>
                  {one.reason}
                </span>
              </li>
            ))}
          </ul>
          <p className="mt-4 text-muted">
            {t(warnings.some((one) => one.number >= 3) ? "common.warned.last" : "common.warned.text")}
          </p>
          <Button
            look="primary"
            className="mt-5 w-full"
            onClick={() => {
              setWarnings([]);
              void markSeen();
            }}
          >
            {t("common.warned.understood")}
          </Button>
        </Dialog>
      ) : null}
    </>
  );
}
