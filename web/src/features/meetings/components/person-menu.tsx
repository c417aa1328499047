import { EllipsisVertical, MicOff, MonitorX, Pin, PinOff, VideoOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MediaSource } from "@/contract/live";
import { cx } from "@/ui/class-names";
import { Menu, type MenuItem } from "@/ui/menu";

interface Props {
  name: string;
  /** What the person sends now. */
  sources: ReadonlySet<MediaSource>;
  pinned: boolean;
  /** Null where there is nothing to pin. */
  onPin: ((on: boolean) => void) | null;
  /** Null for those who are no host. */
  onStop: ((source: MediaSource) => void) | null;
  /** What else a host may do. */
  deeds?: readonly MenuItem[];
  overPicture?: boolean;
}

/** What one can do with somebody: look closer; as a host, end what they send. Nothing where there is nothing to do. */
export function PersonMenu({ name, sources, pinned, onPin, onStop, deeds = [], overPicture = false }: Props) {
  const { t } = useTranslation();
  const items: MenuItem[] = [];
  if (onPin !== null)
    items.push({
      icon: pinned ? PinOff : Pin,
      label: t(pinned ? "meetings.menu.unpin" : "meetings.menu.pin"),
      onSelect: () => onPin(!pinned),
    });
  const stops = [
    ["microphone", MicOff],
    ["camera", VideoOff],
    ["screen", MonitorX],
  ] as const;
  for (const [source, icon] of stops)
    if (onStop !== null && sources.has(source))
      items.push({ icon, label: t(`meetings.host.stop.${source}`), onSelect: () => onStop(source), danger: true });
  items.push(...deeds);
  if (items.length === 0) return null;
  const label = t("meetings.menu.open", { name });
  return (
    <Menu
      items={items}
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className={cx(
            "grid flex-none place-items-center rounded-control transition-opacity",
            overPicture
              ? "size-8 bg-black/55 text-white opacity-0 group-hover:opacity-100 hover:bg-black/75 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
              : "size-10 text-muted hover:bg-sunken hover:text-text",
          )}
        >
          <EllipsisVertical size={16} aria-hidden />
        </button>
      }
    />
  );
}
