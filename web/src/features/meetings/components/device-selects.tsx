import { Volume2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { canChooseSpeaker, type DeviceList } from "@/call/devices";
import { playChime } from "@/call/level-meter";
import { type DevicePreferences, readPreferences, savePreferences } from "@/call/preferences";
import { Button } from "@/ui/button";
import { Select } from "@/ui/field";

type Kind = "camera" | "microphone" | "speaker";
const places = {
  camera: ["cameraId", "cameras"],
  microphone: ["microphoneId", "microphones"],
  speaker: ["speakerId", "speakers"],
} as const;

interface Props {
  devices: DeviceList;
  onChosen: (kind: Kind) => void;
}

export function DeviceSelects({ devices, onChosen }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<DevicePreferences>(readPreferences);
  const [sounding, setSounding] = useState(false);

  function choose(kind: Kind, id: string) {
    const change = { [places[kind][0]]: id || null };
    savePreferences(change);
    setChosen(readPreferences());
    onChosen(kind);
  }

  async function test() {
    setSounding(true);
    await playChime(chosen.speakerId).catch(() => {});
    setSounding(false);
  }

  const kinds: Kind[] = canChooseSpeaker() ? ["camera", "microphone", "speaker"] : ["camera", "microphone"];
  return (
    <div className="grid gap-4">
      {kinds.map((kind) => {
        const [field, list] = places[kind];
        const found = devices[list];
        return (
          <Select
            key={kind}
            label={t(`meetings.device.${kind}`)}
            value={found.some((device) => device.deviceId === chosen[field]) ? (chosen[field] ?? "") : ""}
            onChange={(event) => choose(kind, event.target.value)}
          >
            <option value="">{t("meetings.device.default")}</option>
            {found
              .filter((device) => device.deviceId !== "default")
              .map((device) => (
                <option key={device.deviceId} value={device.deviceId}>
                  {device.label}
                </option>
              ))}
          </Select>
        );
      })}
      <Button className="justify-self-start" busy={sounding} onClick={() => void test()}>
        {sounding ? null : <Volume2 size={18} aria-hidden />}
        {t("meetings.device.test_speaker")}
      </Button>
    </div>
  );
}
