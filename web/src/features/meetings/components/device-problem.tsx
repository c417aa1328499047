import { useTranslation } from "react-i18next";
import type { DeviceProblem } from "@/call/devices";
import type { DeviceSource } from "@/call/signals";
import { Notice } from "@/ui/notice";
import { browserKind } from "../browser-kind";

/** Why a device did not come, and what to do about it in this browser. */
export function DeviceProblemNotice({ source, problem }: { source: DeviceSource; problem: DeviceProblem }) {
  const { t } = useTranslation();
  return (
    <Notice kind="warm">
      <strong className="block font-semibold">
        {t(`meetings.device.${source}`)} · {t(`meetings.problem.${problem}`)}
      </strong>
      <span className="mt-0.5 block text-sm">
        {problem === "denied"
          ? t(`meetings.problem.denied_help.${browserKind(navigator.userAgent, navigator.maxTouchPoints)}`)
          : t(`meetings.problem.${problem}_help`)}
      </span>
    </Notice>
  );
}
