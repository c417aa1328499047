import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { RoomBans } from "@/features/meetings/components/room-bans";
import { AuditList } from "@/features/moderation/components/audit-list";
import { roomQuery } from "@/features/rooms/api";
import { SiteLink } from "@/ui/site-link";
import { useTitle } from "@/ui/use-title";
import { useLive } from "./use-me";

const route = getRouteApi("/signed-in/hosting/$roomId");

/** A room's or group's own page for its hosts: who is kept out, and what was done. A group's bans are on its page. */
export function Hosting() {
  const { t } = useTranslation();
  const { roomId } = route.useParams();
  const { live, status } = useLive();
  const room = useQuery({ ...roomQuery(roomId), retry: false });
  const group = room.data?.kind === "group";
  useTitle(t("common.hosting.title"));
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <div>
        <SiteLink
          href={group ? `/groups/${roomId}` : `/rooms/${roomId}`}
          className="inline-flex min-h-6 items-center gap-1.5 text-muted hover:text-text"
        >
          <ArrowLeft size={16} aria-hidden />
          <span className="truncate">{room.data?.title ?? t("common.hosting.back")}</span>
        </SiteLink>
        <h1 className="mt-2 text-xl font-bold">{t("common.hosting.title")}</h1>
      </div>
      {room.data?.kind === "open" ? <RoomBans live={live} roomId={roomId} online={status === "online"} /> : null}
      <AuditList place={roomId} />
    </div>
  );
}
