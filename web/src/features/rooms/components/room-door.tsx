import { useQuery } from "@tanstack/react-query";
import { DoorClosed, DoorOpen, Lock, WifiOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { DoorFrame } from "@/ui/door-frame";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { previewQuery } from "../api";
import { Seats } from "./seats";

/** What a room's link shows to somebody signed out: enough to want in. */
export function RoomDoor({ roomId, message }: { roomId: string; message: number | null }) {
  const { t } = useTranslation();
  const preview = useQuery(previewQuery(roomId));
  const next = `?next=${encodeURIComponent(`/rooms/${roomId}${message === null ? "" : `?message=${message}`}`)}`;
  const room = preview.data;
  useTitle(room?.title ?? null);
  const missing = preview.error && asRefusal(preview.error).code === "room.not_found";

  return (
    <DoorFrame>
      <main className="mx-auto w-full max-w-[480px] flex-1 px-4 pt-4 pb-16 phone:pt-12">
        <div className="rounded-tile border border-line bg-raised shadow-lift">
          {preview.isPending ? (
            <div className="grid animate-breathe gap-3 p-8" aria-busy>
              <div className="h-4 w-24 rounded bg-sunken" />
              <div className="h-7 w-4/5 rounded bg-sunken" />
              <div className="h-12 rounded bg-sunken" />
            </div>
          ) : null}
          {preview.error ? (
            <StateBlock
              heading="h1"
              icon={missing ? DoorClosed : WifiOff}
              title={missing ? t("rooms.door.missing") : t("rooms.door.failed")}
              text={missing ? t("rooms.door.missing_text") : refusalText(t, asRefusal(preview.error))}
            >
              {missing ? null : <Button onClick={() => void preview.refetch()}>{t("common.retry")}</Button>}
              <SiteLink href="/" className={buttonClass("quiet")}>
                {t("rooms.door.home")}
              </SiteLink>
            </StateBlock>
          ) : null}
          {room?.closed ? (
            <StateBlock heading="h1" icon={DoorClosed} title={room.title} text={codeText(t, "room.closed")}>
              <SiteLink href="/" className={buttonClass("quiet")}>
                {t("rooms.door.home")}
              </SiteLink>
            </StateBlock>
          ) : null}
          {room && !room.closed ? (
            <div className="grid gap-6 p-6 phone:p-8">
              <div className="grid gap-3">
                <p className="flex items-center gap-2 text-muted">
                  <DoorOpen size={18} aria-hidden />
                  {t("rooms.door.invited")}
                </p>
                <h1 className="text-xl font-bold">{room.title}</h1>
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
                  {t(`rooms.channel.${room.channel}`)}
                  {room.hasPassword ? (
                    <span className="inline-flex items-center gap-1.5">
                      <Lock size={14} aria-hidden /> {t("rooms.has_password")}
                    </span>
                  ) : null}
                </p>
                <div className="w-40">
                  <Seats taken={room.taken} capacity={room.capacity} />
                </div>
              </div>
              <div className="grid gap-2">
                <SiteLink href={`/sign-up${next}`} className={buttonClass("primary", true)}>
                  {t("rooms.door.sign_up")}
                </SiteLink>
                <SiteLink href={`/sign-in${next}`} className={buttonClass("quiet", true)}>
                  {t("common.sign_in")}
                </SiteLink>
              </div>
            </div>
          ) : null}
        </div>
      </main>
    </DoorFrame>
  );
}
