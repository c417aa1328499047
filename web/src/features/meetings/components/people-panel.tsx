import { Crown, Mic, MicOff, Video, VideoOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MeetingSnapshot } from "@/contract/live";
import { Avatar } from "@/ui/avatar";
import { inTileOrder } from "../state";
import { CloseRoom } from "./close-room";

interface Props {
  meeting: MeetingSnapshot;
  mySeatId: string;
  /** Answers the code of a refusal, or null. */
  onCloseRoom: () => Promise<string | null>;
}

export function PeoplePanel({ meeting, mySeatId, onCloseRoom }: Props) {
  const { t, i18n } = useTranslation();
  const me = meeting.participants.find((person) => person.seatId === mySeatId);
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
      <ul className="grid gap-0.5">
        {inTileOrder(meeting.participants, mySeatId).map((person) => (
          <li key={person.seatId} className="flex min-h-12 items-center gap-3">
            <Avatar id={person.userId} name={person.displayName} className="size-9 text-sm" />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-1.5 font-semibold">
                <span className="truncate">{person.displayName}</span>
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
            <span className="flex gap-2 text-muted">
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
          </li>
        ))}
      </ul>
      {me?.userId === meeting.ownerId ? <CloseRoom onClose={onCloseRoom} /> : null}
    </section>
  );
}
