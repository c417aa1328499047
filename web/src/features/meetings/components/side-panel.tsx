import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export type PanelTab = "chat" | "people";

interface Props {
  tab: PanelTab;
  onTab: (tab: PanelTab) => void;
  chat: ReactNode;
  people: ReactNode;
  peopleCount: number;
  unread: ReactNode;
}

export function SidePanel({ tab, onTab, chat, people, peopleCount, unread }: Props) {
  const { t } = useTranslation();
  const trigger =
    "inline-flex min-h-10 items-center gap-2 rounded-control px-3 font-semibold text-muted transition-colors hover:text-text data-[state=active]:bg-raised data-[state=active]:text-text";
  return (
    <Tabs.Root value={tab} onValueChange={(value) => onTab(value as PanelTab)} className="flex min-h-0 flex-1 flex-col">
      <Tabs.List aria-label={t("meetings.panel.label")} className="flex gap-1 px-3 pt-3 pb-2 phone:px-4">
        <Tabs.Trigger value="chat" className={trigger}>
          {t("meetings.panel.chat")}
          {tab === "chat" ? null : unread}
        </Tabs.Trigger>
        <Tabs.Trigger value="people" className={trigger}>
          {t("meetings.panel.people")} <span className="num font-normal text-muted">{peopleCount}</span>
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value="chat" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden">
        {chat}
      </Tabs.Content>
      <Tabs.Content
        value="people"
        tabIndex={-1}
        className="flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden"
      >
        {people}
      </Tabs.Content>
    </Tabs.Root>
  );
}
