import { Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { takeUpdate, useUpdateWaiting } from "./updates";

/** Says that a newer version is there. Stands on everyday pages only: nobody is interrupted in a room. */
export function UpdatePrompt() {
  const { t } = useTranslation();
  const isWaiting = useUpdateWaiting();
  const [later, setLater] = useState(false);
  return (
    <div role="status" className="fixed inset-x-4 bottom-20 z-30 mx-auto max-w-[420px] desk:bottom-6">
      {isWaiting && !later ? (
        <div className="flex animate-rise flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-raised px-4 py-3 shadow-float">
          <Sparkles size={18} aria-hidden className="text-accent" />
          <span className="min-w-0 flex-1 font-semibold">{t("common.update.text")}</span>
          <Button look="plain" onClick={() => setLater(true)}>
            {t("common.update.later")}
          </Button>
          <Button look="primary" onClick={takeUpdate}>
            {t("common.update.reload")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
