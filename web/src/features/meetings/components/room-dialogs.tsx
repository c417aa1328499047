import { useTranslation } from "react-i18next";
import type { LocalMedia } from "@/call/local-media";
import type { MicrophonePolicy } from "@/contract/http";
import { Dialog } from "@/ui/dialog";
import { useDeviceList } from "../use-device-list";
import { DeviceSelects } from "./device-selects";

const keys = [
  { key: "M", name: "microphone" },
  { key: "V", name: "camera" },
  { key: "C", name: "chat" },
  { key: "P", name: "people" },
  { key: "?", name: "help" },
] as const;

interface Props {
  open: boolean;
  onClose: () => void;
  local: LocalMedia;
  policy: MicrophonePolicy;
  onChosen: (kind: "camera" | "microphone" | "speaker") => void;
}

/** Devices and keys: what a person looks for rarely, in one place. */
export function RoomSettingsDialog({ open, onClose, local, policy, onChosen }: Props) {
  const { t } = useTranslation();
  const devices = useDeviceList(`${open} ${local.track("camera")?.id} ${local.track("microphone")?.id}`);
  const cap =
    "inline-grid min-h-7 min-w-7 place-items-center rounded-[6px] border border-line bg-sunken px-2 font-sans text-xs font-semibold";
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
      <h3 className="mt-6 font-semibold">{t("meetings.settings.keys")}</h3>
      <dl className="mt-2 grid gap-2">
        {keys.map(({ key, name }) => (
          <div key={key} className="flex items-center justify-between gap-4">
            <dt className="text-muted">{t(`meetings.settings.key.${name}`)}</dt>
            <dd>
              <kbd className={cap}>{key}</kbd>
            </dd>
          </div>
        ))}
        {policy === "push-to-talk" ? (
          <div className="flex items-center justify-between gap-4">
            <dt className="text-muted">{t("meetings.settings.key.talk")}</dt>
            <dd>
              <kbd className={cap}>{t("meetings.settings.space")}</kbd>
            </dd>
          </div>
        ) : null}
      </dl>
    </Dialog>
  );
}
