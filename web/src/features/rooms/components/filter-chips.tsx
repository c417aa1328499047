import { useTranslation } from "react-i18next";
import { Chip } from "@/ui/chip";
import { channels, type RoomFilter } from "../state";

interface Props {
  filter: RoomFilter;
  onFilter: (filter: RoomFilter) => void;
}

export function FilterChips({ filter, onFilter }: Props) {
  const { t } = useTranslation();
  const { channel, hasSpace, noPassword, ...rest } = filter;
  const build = (change: RoomFilter): RoomFilter => {
    const next = { channel, hasSpace, noPassword, ...change };
    return {
      ...rest,
      ...(next.channel ? { channel: next.channel } : {}),
      ...(next.hasSpace ? { hasSpace: true } : {}),
      ...(next.noPassword ? { noPassword: true } : {}),
    };
  };

  return (
    <div className="-mx-4 my-3 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] phone:mx-0 phone:mb-4 phone:flex-wrap phone:overflow-visible phone:px-0">
      <div role="group" aria-label={t("rooms.channel_label")} className="flex gap-1.5 phone:flex-wrap">
        <Chip pressed={channel === undefined} onPress={() => onFilter(build({ channel: undefined }))}>
          {t("rooms.lobby.all")}
        </Chip>
        {channels.map((value) => (
          <Chip
            key={value}
            pressed={channel === value}
            onPress={() => onFilter(build({ channel: channel === value ? undefined : value }))}
          >
            {t(`rooms.channel.${value}`)}
          </Chip>
        ))}
      </div>
      {/* Between the two where they share a line. */}
      <span aria-hidden className="mx-1.5 w-px phone:hidden wide:block flex-none self-stretch bg-line" />
      <div role="group" aria-label={t("rooms.lobby.narrow")} className="flex gap-1.5">
        <Chip pressed={hasSpace === true} onPress={() => onFilter(build({ hasSpace: !hasSpace }))}>
          {t("rooms.lobby.has_space")}
        </Chip>
        <Chip pressed={noPassword === true} onPress={() => onFilter(build({ noPassword: !noPassword }))}>
          {t("rooms.lobby.no_password")}
        </Chip>
      </div>
    </div>
  );
}
