import { MonitorUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ShareMode } from "@/call/encodings";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";

interface Props {
  mode: ShareMode;
  onMode: (mode: ShareMode) => void;
  onStop: () => void;
}

/** While the own screen is shared: that it is, what for, and the way to end it. */
export function OwnShare({ mode, onMode, onStop }: Props) {
  const { t } = useTranslation();
  return (
    <section
      aria-label={t("meetings.share.mine")}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card bg-accent-soft px-4 py-2.5"
    >
      <p role="status" className="flex min-w-40 flex-1 items-center gap-2.5 font-semibold text-accent">
        <MonitorUp size={18} aria-hidden />
        {t("meetings.share.mine")}
      </p>
      <Choice
        legend={t("meetings.share.mode")}
        legendHidden
        look="bar"
        value={mode}
        onChange={onMode}
        options={(["text", "motion"] as const).map((value) => ({ value, label: t(`meetings.share.${value}`) }))}
      />
      <Button look="danger" onClick={onStop}>
        {t("meetings.share.stop")}
      </Button>
    </section>
  );
}
