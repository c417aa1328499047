import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/ui/icon-button";

/** From one page of tiles to the next, where there is more than one. */
export function PageTurner({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useTranslation();
  if (pages === 1) return null;
  return (
    <nav aria-label={t("meetings.pages.label")} className="flex items-center justify-center gap-1">
      <IconButton
        icon={ChevronLeft}
        label={t("meetings.pages.previous")}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
        className="disabled:opacity-40"
      />
      <span className="num min-w-12 text-center text-xs text-muted" aria-live="polite">
        {t("meetings.pages.now", { page: page + 1, pages })}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t("meetings.pages.next")}
        disabled={page === pages - 1}
        onClick={() => onPage(page + 1)}
        className="disabled:opacity-40"
      />
    </nav>
  );
}
