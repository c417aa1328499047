import { CircleCheck, Inbox } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ReportOutcome, ReportState } from "@/contract/http";
import { cx } from "@/ui/class-names";

/** Where a report stands: received, or closed with an outcome. */
export function StateChip({ state, outcome }: { state: ReportState; outcome: ReportOutcome | null }) {
  const { t } = useTranslation();
  const closed = state === "closed";
  const Icon = closed ? CircleCheck : Inbox;
  return (
    <span
      className={cx(
        "inline-flex flex-none items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold",
        closed ? "bg-accent-soft text-accent" : "bg-sunken text-muted",
      )}
    >
      <Icon size={14} aria-hidden />
      {closed && outcome ? t(`moderation.outcome.${outcome}`) : t("moderation.received")}
    </span>
  );
}
