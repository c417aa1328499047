import { MonitorUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ShareView } from "@/contract/live";
import { cx } from "@/ui/class-names";
import type { Focus } from "../stage-focus";

interface Props {
  shares: readonly ShareView[];
  focus: Focus;
  nameOf: (seatId: string) => string;
  onPin: (focus: Focus) => void;
}

/** The screens one can look at, where there is a choice. */
export function ShareChoice({ shares, focus, nameOf, onPin }: Props) {
  const { t } = useTranslation();
  const screen = focus.source === "screen";
  if (shares.length === 0 || (shares.length === 1 && screen)) return null;
  return (
    <div role="group" aria-label={t("meetings.share.choose")} className="flex flex-wrap gap-1.5 px-3 pt-1 pb-1 phone:px-5">
      {shares.map(({ seatId }) => {
        const pressed = screen && focus.seatId === seatId;
        return (
          <button
            key={seatId}
            type="button"
            aria-pressed={pressed}
            onClick={() => onPin({ source: "screen", seatId })}
            className={cx(
              "inline-flex min-h-9 max-w-48 items-center gap-2 rounded-full border px-3.5 text-[13px] transition-colors",
              pressed
                ? "border-transparent bg-accent-soft font-semibold text-accent"
                : "border-line bg-raised font-medium text-muted hover:border-line-strong hover:text-text",
            )}
          >
            <MonitorUp size={14} aria-hidden />
            <span className="truncate">{t("meetings.share.of", { name: nameOf(seatId) })}</span>
          </button>
        );
      })}
    </div>
  );
}
