import { Leaf } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Saver } from "@/call/preferences";

/** While data is saved, a word of it, and the way to change that. */
export function SaverChip({ saver, onPress }: { saver: Saver; onPress: () => void }) {
  const { t } = useTranslation();
  if (saver === "off") return null;
  return (
    <button
      type="button"
      onClick={onPress}
      title={t("meetings.saver.title")}
      className="inline-flex min-h-9 flex-none items-center gap-1.5 rounded-full border border-line bg-raised px-3 text-[13px] font-medium text-muted transition-colors hover:border-line-strong hover:text-text"
    >
      <Leaf size={14} aria-hidden />
      {t(`meetings.saver.${saver}`)}
    </button>
  );
}
