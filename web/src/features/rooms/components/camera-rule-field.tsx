import { useTranslation } from "react-i18next";
import type { CameraRule } from "@/contract/http";
import { Select } from "@/ui/field";
import { cameraRules } from "../state";

/** Whether a room asks for cameras, and what happens without one. */
export function CameraRuleField({ value, onChange }: { value: CameraRule; onChange: (rule: CameraRule) => void }) {
  const { t } = useTranslation();
  return (
    <Select
      label={t("rooms.create.cameras")}
      value={value}
      onChange={(event) => onChange(cameraRules.find((known) => known === event.target.value) ?? value)}
      hint={t(`rooms.cameras_text.${value}`)}
    >
      {cameraRules.map((rule) => (
        <option key={rule} value={rule}>
          {t(`rooms.cameras.${rule}`)}
        </option>
      ))}
    </Select>
  );
}
