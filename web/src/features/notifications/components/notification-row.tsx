import {
  AtSign,
  DoorClosed,
  Flag,
  type LucideIcon,
  Reply,
  ShieldX,
  TriangleAlert,
  UserCheck,
  UserPlus,
  UserX,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NotificationKind, NotificationView } from "@/contract/http";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";
import { SiteLink } from "@/ui/site-link";
import { useDay } from "@/ui/use-day";
import { markRead } from "../api";
import { sentence } from "../say";
import { linkOf, linkWithin } from "../state";

const icons: Record<NotificationKind, LucideIcon> = {
  mention: AtSign,
  reply: Reply,
  application: UserPlus,
  application_accepted: UserCheck,
  application_refused: UserX,
  warning: TriangleAlert,
  kicked: ShieldX,
  group_dissolved: DoorClosed,
  report_acted: Flag,
  report_no_violation: Flag,
};

interface Props {
  item: NotificationView;
  /** The room one sits in: what is not in it opens beside it, for nobody is to lose their seat by reading. */
  seatedIn?: string | null;
  onFollow?: () => void;
}

/** One line of the list: pressing it leads there, and it is read. */
export function NotificationRow({ item, seatedIn = null, onFollow }: Props) {
  const { t } = useTranslation();
  const day = useDay();
  const Icon = icons[item.kind];
  const within = seatedIn === null ? null : linkWithin(seatedIn, item);
  return (
    <li className="border-b border-line last:border-0">
      <SiteLink
        href={within ?? linkOf(item)}
        {...(seatedIn !== null && within === null ? { target: "_blank", rel: "noopener" } : {})}
        onClick={() => {
          onFollow?.();
          if (!item.read) void markRead(item.id).catch(() => {}); // It then stays unread, which is seen.
        }}
        className={cx(
          "grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-3 px-4 py-3.5 -outline-offset-2 transition-colors hover:bg-sunken phone:px-5",
          item.read ? "" : "bg-accent-soft/45",
        )}
      >
        <span className="relative">
          {item.actor ? (
            <Avatar id={item.actor.id} name={item.actor.displayName} src={item.actor.avatar} className="size-10 text-sm" />
          ) : (
            <span className="grid size-10 place-items-center rounded-full bg-sunken text-muted">
              <Icon size={18} aria-hidden />
            </span>
          )}
          {item.actor ? (
            <span className="absolute -right-1 -bottom-1 grid size-[18px] place-items-center rounded-full border border-line bg-raised text-muted">
              <Icon size={11} aria-hidden />
            </span>
          ) : null}
        </span>
        <span className="min-w-0">
          <span className={cx("block break-words", item.read ? "" : "font-semibold")}>{sentence(t, item)}</span>
          {item.text ? <span className="mt-0.5 line-clamp-2 break-words text-muted">{item.text}</span> : null}
          <time dateTime={item.at} className="num mt-1 block text-xs text-muted">
            {day(item.at, true)}
          </time>
        </span>
        {item.read ? null : (
          <span className="mt-1.5">
            <span aria-hidden className="block size-2.5 rounded-full bg-accent" />
            <span className="sr-only">{t("notifications.unread")}</span>
          </span>
        )}
      </SiteLink>
    </li>
  );
}
