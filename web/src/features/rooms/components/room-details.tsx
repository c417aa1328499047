import { DoorClosed, DoorOpen, Flag, Lock, Mic, MicOff, Tag, Users, Video } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { usePeople } from "@/ui/people";
import { entryObstacle } from "../state";

interface Props {
  room: RoomView | null;
  onClose: () => void;
  onEnter: (roomId: string) => void;
}

export function RoomDetails({ room, onClose, onEnter }: Props) {
  const { t } = useTranslation();
  const people = usePeople();
  if (room === null) return null;
  const obstacle = entryObstacle(room);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={room.title} closeLabel={t("common.close")}>
      <ul className="mt-4 grid gap-3">
        <Fact icon={<Tag size={18} aria-hidden />}>{room.channel ? t(`rooms.channel.${room.channel}`) : ""}</Fact>
        <Fact icon={<Users size={18} aria-hidden />}>
          <span className="num">{t("rooms.details.seats", { taken: room.taken, capacity: room.capacity })}</span>
        </Fact>
        <Fact icon={room.microphonePolicy === "silent" ? <MicOff size={18} aria-hidden /> : <Mic size={18} aria-hidden />}>
          {t(`rooms.policy.${room.microphonePolicy}`)}
          <span className="block text-xs text-muted">{t(`rooms.policy_text.${room.microphonePolicy}`)}</span>
        </Fact>
        {room.cameraRule === "off" ? null : (
          <Fact icon={<Video size={18} aria-hidden />}>
            {t(`rooms.cameras.${room.cameraRule}`)}
            <span className="block text-xs text-muted">{t(`rooms.cameras_text.${room.cameraRule}`)}</span>
          </Fact>
        )}
        {room.lobby ? <Fact icon={<DoorOpen size={18} aria-hidden />}>{t("rooms.lobby_on")}</Fact> : null}
        {room.hasPassword ? <Fact icon={<Lock size={18} aria-hidden />}>{t("rooms.details.password")}</Fact> : null}
      </ul>
      {room.notice ? (
        <div className="mt-4 rounded-card bg-sunken px-4 py-3">
          <h3 className="text-xs font-semibold text-muted">{t("rooms.notice")}</h3>
          <p className="mt-1 whitespace-pre-wrap">{room.notice}</p>
        </div>
      ) : null}
      <div className="mt-6 grid gap-2">
        {obstacle ? (
          <p id="room-obstacle" className="text-center text-muted" role="status">
            {codeText(t, obstacle)}
          </p>
        ) : null}
        <Button
          look="primary"
          large
          disabled={obstacle !== null}
          aria-describedby={obstacle ? "room-obstacle" : undefined}
          onClick={() => onEnter(room.id)}
        >
          {t("rooms.details.enter")}
        </Button>
        <Button look="plain" onClick={() => people.report({ kind: "room", id: room.id, name: room.title })}>
          <Flag size={16} aria-hidden />
          {t("moderation.menu.report_room")}
        </Button>
        {people.closeRoom === null || room.closed ? null : (
          <Button look="plain" onClick={() => people.closeRoom?.(room.id)}>
            <DoorClosed size={16} aria-hidden />
            {t("moderation.review.close_room")}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3">
      <span className="mt-px flex-none text-muted">{icon}</span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}
