import { MonitorUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShareMode } from "@/call/encodings";
import { readPreferences, savePreferences } from "@/call/preferences";
import { canCaptureScreen } from "@/call/screen-capture";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";

interface Props {
  open: boolean;
  onClose: () => void;
  /** Why sharing is not possible now, as a refusal's code; null where it is. */
  refusal: string | null;
  silent: boolean;
  onShare: (mode: ShareMode) => void;
}

const modes = ["text", "motion"] as const;

/** What the share is for, and one button; or why it cannot be. */
export function ShareDialog({ open, onClose, refusal, silent, onShare }: Props) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<ShareMode>(readPreferences().shareMode);
  const able = canCaptureScreen();

  function share() {
    savePreferences({ shareMode: mode });
    onClose();
    onShare(mode);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t("meetings.share.title")}
      description={able && refusal === null ? t("meetings.share.lead") : undefined}
      closeLabel={t("common.close")}
    >
      {!able ? (
        <div className="mt-4">
          <Notice kind="warm">{t("meetings.share.unable")}</Notice>
        </div>
      ) : refusal !== null ? (
        <div className="mt-4">
          <Notice kind="warm">{codeText(t, refusal)}</Notice>
        </div>
      ) : (
        <form
          className="mt-4 grid gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            share();
          }}
        >
          <Choice
            legend={t("meetings.share.mode")}
            legendHidden
            look="cards"
            value={mode}
            onChange={setMode}
            options={modes.map((value) => ({
              value,
              label: t(`meetings.share.${value}`),
              hint: t(`meetings.share.${value}_hint`),
            }))}
          />
          {silent ? <p className="text-xs text-muted">{t("meetings.share.silent")}</p> : null}
          <Button type="submit" look="primary" large>
            <MonitorUp size={18} aria-hidden />
            {t("meetings.share.start")}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
