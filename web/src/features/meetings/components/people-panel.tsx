import { Crown, Flag, Mic, MicOff, MonitorUp, TriangleAlert, UserRoundX, Video, VideoOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingSnapshot, ParticipantView } from "@/contract/live";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import type { MenuItem } from "@/ui/menu";
import { usePeople } from "@/ui/people";
import { handOf, inTileOrder, sourcesOf } from "../state";
import { HandBadge } from "./hand-badge";
import { HandQueue } from "./hand-queue";
import { type HostActions, HostTools } from "./host-tools";
import { type PersonDeed, PersonDeedDialog } from "./person-deed";
import { PersonMenu } from "./person-menu";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Null for those who are no host. */
  host: HostActions | null;
}

export function PeoplePanel({ meeting, mySeatId, host }: Props) {
  const { t, i18n } = useTranslation();
  const people = usePeople();
  const [deed, setDeed] = useState<{ deed: PersonDeed; person: ParticipantView } | null>(null);
  const deedsFor = (person: ParticipantView): MenuItem[] => [
    ...(host?.moderation.handOver
      ? [{ icon: Crown, label: t("meetings.deed.hand_over.menu"), onSelect: () => setDeed({ deed: "hand_over", person }) }]
      : []),
    { icon: TriangleAlert, label: t("meetings.deed.warn.menu"), onSelect: () => setDeed({ deed: "warn", person }) },
    { icon: UserRoundX, label: t("meetings.deed.kick.menu"), onSelect: () => setDeed({ deed: "kick", person }), danger: true },
  ];
  return (
    <section
      aria-label={t("meetings.panel.people")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-4 pb-4 -outline-offset-2"
    >
      <p className="num py-2 text-xs text-muted">
        {t("meetings.people.seats", { taken: meeting.participants.length, capacity: meeting.capacity })}
      </p>
      <HandQueue meeting={meeting} mySeatId={mySeatId} host={host} />
      <ul className="grid gap-0.5">
        {inTileOrder(meeting.participants, mySeatId).map((person) => (
          <li key={person.seatId} className="flex min-h-12 items-center gap-3">
            <Avatar id={person.userId} name={person.displayName} src={person.avatar} className="size-9 text-sm" />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-1.5 font-semibold">
                <a href={`/people/${person.handle}`} target="_blank" rel="noopener" className="truncate hover:underline">
                  {person.displayName}
                </a>
                {person.seatId === mySeatId ? (
                  <span className="flex-none font-normal text-muted">{t("meetings.people.me")}</span>
                ) : null}
                {person.userId === meeting.ownerId ? (
                  <span className="inline-flex flex-none items-center gap-1 rounded-[6px] bg-accent-soft px-1.5 py-0.5 text-[11px] text-accent">
                    <Crown size={12} aria-hidden />
                    {t("meetings.owner")}
                  </span>
                ) : null}
              </span>
              <span className="num block truncate text-xs text-muted">
                {person.held
                  ? t("meetings.tile.reconnecting")
                  : t("meetings.people.since", {
                      time: new Date(person.enteredAt).toLocaleTimeString(i18n.language, {
                        hour: "2-digit",
                        minute: "2-digit",
                        hour12: false,
                      }),
                    })}
              </span>
            </span>
            <span className="flex items-center gap-2 text-muted">
              <HandBadge place={handOf(meeting, person.seatId)} />
              {meeting.shares.some((share) => share.seatId === person.seatId) ? (
                <MonitorUp
                  size={16}
                  role="img"
                  aria-hidden={false}
                  aria-label={t("meetings.tile.sharing")}
                  className="text-accent"
                />
              ) : null}
              {person.microphone ? (
                <Mic
                  size={16}
                  role="img"
                  aria-hidden={false}
                  aria-label={t("meetings.tile.microphone_on")}
                  className="text-accent"
                />
              ) : (
                <MicOff size={16} role="img" aria-hidden={false} aria-label={t("meetings.tile.microphone_off")} />
              )}
              {person.camera ? (
                <Video
                  size={16}
                  role="img"
                  aria-hidden={false}
                  aria-label={t("meetings.tile.camera_on")}
                  className="text-accent"
                />
              ) : (
                <VideoOff size={16} role="img" aria-hidden={false} aria-label={t("meetings.tile.camera_off")} />
              )}
            </span>
            <span className="-ml-1 w-10 flex-none">
              {person.seatId === mySeatId ? null : (
                <PersonMenu
                  name={person.displayName}
                  sources={sourcesOf(meeting, person.seatId)}
                  pinned={false}
                  onPin={null}
                  onStop={host === null ? null : (source) => void host.stop(person.seatId, source)}
                  deeds={[
                    ...(host === null || person.userId === meeting.ownerId ? [] : deedsFor(person)),
                    ...people.deeds(person),
                  ]}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {deed && host ? (
        <PersonDeedDialog deed={deed.deed} person={deed.person} moderation={host.moderation} onClose={() => setDeed(null)} />
      ) : null}
      <Button
        look="plain"
        className="mt-3"
        onClick={() => people.report({ kind: "room", id: meeting.roomId, name: meeting.title })}
      >
        <Flag size={16} aria-hidden />
        {t("moderation.menu.report_room")}
      </Button>
      {host === null ? null : <HostTools meeting={meeting} mySeatId={mySeatId} host={host} />}
    </section>
  );
}
