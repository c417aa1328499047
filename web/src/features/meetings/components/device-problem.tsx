import { useTranslation } from "react-i18next";
import type { DeviceProblem } from "@/call/devices";
import type { MediaSource } from "@/contract/live";
import { Notice } from "@/ui/notice";

function browserKind(): "safari" | "firefox" | "chrome" {
  const agent = navigator.userAgent;
  if (/Firefox|FxiOS/.test(agent)) return "firefox";
  return /Safari/.test(agent) && !/Chrome|CriOS|Edg/.test(agent) ? "safari" : "chrome";
}

/** Why a device did not come, and what to do about it in this browser. */
export function DeviceProblemNotice({ source, problem }: { source: MediaSource; problem: DeviceProblem }) {
  const { t } = useTranslation();
  return (
    <Notice kind="warm">
      <strong className="block font-semibold">
        {t(`meetings.device.${source}`)} · {t(`meetings.problem.${problem}`)}
      </strong>
      <span className="mt-0.5 block text-sm">
        {problem === "denied" ? t(`meetings.problem.denied_help.${browserKind()}`) : t(`meetings.problem.${problem}_help`)}
      </span>
    </Notice>
  );
}
