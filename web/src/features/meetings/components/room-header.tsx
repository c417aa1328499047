import { LayoutGrid, type LucideIcon, PanelRight, Settings2, Square } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Layout, Saver } from "@/call/preferences";
import type { MeetingSnapshot } from "@/contract/live";
import { IconButton } from "@/ui/icon-button";
import { SaverChip } from "./saver-chip";

interface Props {
  meeting: MeetingSnapshot;
  layout: Layout;
  onLayout: () => void;
  saver: Saver;
  bell: ReactNode;
  onSettings: () => void;
}

const icons: Record<Layout, LucideIcon> = { grid: LayoutGrid, sidebar: PanelRight, focus: Square };

/** Which room this is, what holds in it, and how one looks at it. */
export function RoomHeader({ meeting, layout, onLayout, saver, bell, onSettings }: Props) {
  const { t } = useTranslation();
  const facts = [
    t(`meetings.policy.${meeting.microphonePolicy}`),
    ...(meeting.cameraRule === "off" ? [] : [t("meetings.cameras_on")]),
    ...(meeting.notice ? [t("meetings.notice_line", { notice: meeting.notice })] : []),
  ];
  return (
    <header className="flex items-center gap-1 px-4 py-3 short:py-1.5 phone:px-5">
      <div className="mr-2 min-w-0 flex-1">
        <h1 className="truncate text-base font-semibold">{meeting.title}</h1>
        <p className="truncate text-[13px] text-muted short:hidden" title={meeting.notice || undefined}>
          {facts.join(" · ")}
        </p>
      </div>
      <SaverChip saver={saver} onPress={onSettings} />
      {bell}
      <IconButton
        icon={icons[layout]}
        label={t("meetings.layout.switch", { layout: t(`meetings.layout.${layout}`) })}
        onClick={onLayout}
      />
      <span role="status" className="sr-only">
        {t(`meetings.layout.${layout}`)}
      </span>
      <IconButton icon={Settings2} label={t("meetings.controls.settings")} onClick={onSettings} className="phone:hidden" />
    </header>
  );
}
