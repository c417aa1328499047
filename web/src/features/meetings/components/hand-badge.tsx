import { Hand } from "lucide-react";
import { useTranslation } from "react-i18next";

/** A raised hand and its place in the queue; nothing while it is down. */
export function HandBadge({ place }: { place: number | null }) {
  const { t } = useTranslation();
  if (place === null) return null;
  return (
    <span
      role="img"
      aria-label={t("meetings.hands.place", { place })}
      title={t("meetings.hands.place", { place })}
      className="num inline-flex items-center gap-1 rounded-[6px] bg-focus-soft px-1.5 py-0.5 text-[11px] font-bold text-focus-text"
    >
      <Hand size={12} aria-hidden />
      {place}
    </span>
  );
}
