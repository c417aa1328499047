import { Bell } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CountBadge } from "@/ui/count-badge";
import { Dialog } from "@/ui/dialog";
import { IconButton } from "@/ui/icon-button";
import { useMedia } from "@/ui/use-media";
import { bellLabel, useUnread } from "./bell";
import { NotificationList } from "./notification-list";

/** The bell of somebody who sits in a room: what has come, without leaving the seat. A sheet where the window is small. */
export function BellMenu({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const unread = useUnread();
  const [open, setOpen] = useState(false);
  const roomy = useMedia("(min-width: 600px) and (min-height: 481px)");
  const button = {
    icon: Bell,
    label: bellLabel(t, unread),
    badge: <CountBadge count={unread} small />,
    className: "aria-expanded:bg-sunken aria-expanded:text-text",
  };
  const list = (
    <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto overscroll-contain">
      <NotificationList
        seatedIn={roomId}
        onFollow={() => setOpen(false)}
        frame=""
        head={(readAll) =>
          roomy ? (
            <div className="sticky top-0 z-10 flex min-h-13 items-center justify-between gap-2 border-b border-line bg-raised pr-1.5 pl-5">
              <h2 className="font-semibold">{t("notifications.title")}</h2>
              {readAll}
            </div>
          ) : (
            <div className="flex justify-end px-3">{readAll}</div>
          )
        }
      />
    </div>
  );
  return (
    <>
      <p role="status" className="sr-only">
        {unread > 0 ? bellLabel(t, unread) : ""}
      </p>
      {roomy ? (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger asChild>
            <IconButton {...button} />
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              aria-label={t("notifications.title")}
              align="end"
              sideOffset={6}
              collisionPadding={12}
              className="z-40 flex max-h-[min(560px,var(--radix-popover-content-available-height))] w-[380px] animate-rise flex-col overflow-hidden rounded-card border border-line bg-raised text-text shadow-float"
            >
              {list}
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ) : (
        <>
          <IconButton {...button} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)} />
          <Dialog sheet open={open} onOpenChange={setOpen} title={t("notifications.title")} closeLabel={t("common.close")}>
            <div className="mt-2 flex min-h-0 flex-1 flex-col border-t border-line">{list}</div>
          </Dialog>
        </>
      )}
    </>
  );
}
