import { Keyboard } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { LocalMedia } from "@/call/local-media";
import type { Saver } from "@/call/preferences";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Dialog } from "@/ui/dialog";
import { useDeviceList } from "../use-device-list";
import { DeviceSelects } from "./device-selects";

interface Props {
  open: boolean;
  onClose: () => void;
  local: LocalMedia;
  saver: Saver;
  onSaver: (saver: Saver) => void;
  onKeys: () => void;
  onChosen: (kind: "camera" | "microphone" | "speaker") => void;
}

/** Devices, data saver and the way to the keys: what a person looks for rarely, in one place. */
export function RoomSettingsDialog({ open, onClose, local, saver, onSaver, onKeys, onChosen }: Props) {
  const { t } = useTranslation();
  const devices = useDeviceList(`${open} ${local.track("camera")?.id} ${local.track("microphone")?.id}`);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t("meetings.settings.title")}
      closeLabel={t("common.close")}
    >
      <div className="mt-4">
        <DeviceSelects devices={devices} onChosen={onChosen} />
      </div>
      <div className="mt-6">
        <Choice
          legend={t("meetings.saver.title")}
          look="bar"
          value={saver}
          onChange={onSaver}
          options={(["off", "slow", "sound"] as const).map((value) => ({ value, label: t(`meetings.saver.${value}`) }))}
        />
        <p className="mt-2 text-xs text-muted">{t(`meetings.saver.${saver}_hint`)}</p>
      </div>
      <Button className="mt-6 pointer-coarse:hidden" onClick={onKeys}>
        <Keyboard size={18} aria-hidden />
        {t("meetings.keys.title")}
      </Button>
    </Dialog>
  );
}
