import { Hand } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MeetingSnapshot } from "@/contract/live";
import { Button } from "@/ui/button";
import type { HostActions } from "./host-tools";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Null for those who are no host. */
  host: HostActions | null;
}

/** Raised hands, the next to be called first. Nothing while there are none. */
export function HandQueue({ meeting, mySeatId, host }: Props) {
  const { t } = useTranslation();
  const [next] = meeting.hands;
  if (next === undefined) return null;
  const nameOf = (seatId: string) => meeting.participants.find((person) => person.seatId === seatId)?.displayName ?? "";
  return (
    <section aria-labelledby="hands" className="my-2 grid gap-1 rounded-card bg-focus-soft p-3">
      <h3 id="hands" className="flex items-center gap-2 font-semibold text-focus-text">
        <Hand size={16} aria-hidden />
        {t("meetings.hands.title")}
      </h3>
      <ol className="grid">
        {meeting.hands.map((seatId, at) => (
          <li key={seatId} className="flex min-h-9 items-center gap-2.5">
            <span className="num w-5 flex-none text-right font-semibold text-focus-text">{at + 1}</span>
            <span className="min-w-0 flex-1 truncate">
              {nameOf(seatId)} {seatId === mySeatId ? <span className="text-muted">{t("meetings.people.me")}</span> : null}
            </span>
            {host === null || seatId === mySeatId ? null : (
              <button
                type="button"
                onClick={() => host.lowerHand(seatId)}
                aria-label={t("meetings.hands.lower_of", { name: nameOf(seatId) })}
                className="min-h-8 flex-none rounded-control px-2.5 text-xs font-medium text-muted hover:bg-raised hover:text-text"
              >
                {t("meetings.hands.lower")}
              </button>
            )}
          </li>
        ))}
      </ol>
      {host === null ? null : (
        <Button look="primary" className="mt-1" onClick={() => host.callHand(next)}>
          <Hand size={16} aria-hidden />
          <span className="truncate">{t("meetings.hands.call", { name: nameOf(next) })}</span>
        </Button>
      )}
    </section>
  );
}
