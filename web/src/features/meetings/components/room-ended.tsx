import { DoorClosed, MonitorSmartphone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { codeText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";

/** The seat is gone, and why; and the ways on from here. */
export function RoomEnded({ code, onAgain }: { code: string; onAgain: () => void }) {
  const { t } = useTranslation();
  const moved = code === "seat.taken_over" || code === "live.superseded" || code === "seat.elsewhere";
  const over = code === "room.closed" || code === "room.not_found";
  return (
    <main className="grid flex-1 place-items-center">
      <StateBlock
        heading="h1"
        icon={moved ? MonitorSmartphone : DoorClosed}
        title={t(moved ? "meetings.ended.moved" : over ? "meetings.ended.closed" : "meetings.ended.title")}
        text={codeText(t, code)}
      >
        {over ? null : <Button onClick={onAgain}>{t("meetings.ended.again")}</Button>}
        <SiteLink href="/rooms" className={buttonClass("primary")}>
          {t("meetings.ended.rooms")}
        </SiteLink>
      </StateBlock>
    </main>
  );
}
