import { useTranslation } from "react-i18next";

/** Places taken of places there are, as words and as a bar. */
export function Seats({ taken, capacity, className = "" }: { taken: number; capacity: number; className?: string }) {
  const { t } = useTranslation();
  const full = taken >= capacity;
  return (
    <span className={`num block min-w-[4.5rem] text-[13px] ${className}`}>
      <span className="block whitespace-nowrap">
        {full ? (
          <span className="font-semibold text-muted">{t("rooms.seats_full", { capacity })}</span>
        ) : (
          <>
            <b className="font-semibold">{taken}</b>
            <span className="text-muted">{t("rooms.seats_of", { capacity })}</span>
          </>
        )}
      </span>
      <span aria-hidden className="mt-1.5 block h-1 overflow-hidden rounded-full bg-line">
        <span
          className={`block h-full rounded-full transition-[width] duration-200 ${full ? "bg-line-strong" : "bg-accent"}`}
          style={{ width: `${Math.min(100, (taken / capacity) * 100)}%` }}
        />
      </span>
    </span>
  );
}
