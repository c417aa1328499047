import { type LucideIcon, MicOff, MonitorX, ScrollText, VideoOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaSource, MeetingSnapshot, SharePolicy } from "@/contract/live";
import { codeText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { cx } from "@/ui/class-names";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";
import type { Moderation } from "../hosting";
import { CloseRoom } from "./close-room";
import { LockDoor } from "./lock-door";

/** What a host may do; each answers the code of a refusal, or null. */
export interface HostActions {
  /** Null: everybody else. */
  stop: (seatId: string | null, source: MediaSource) => Promise<string | null>;
  setSharePolicy: (policy: SharePolicy) => Promise<string | null>;
  callHand: (seatId: string) => void;
  lowerHand: (seatId: string) => void;
  lock: (locked: boolean) => Promise<string | null>;
  moderation: Moderation;
  /** Null: the room stays, for it is a group's. */
  closeRoom: (() => Promise<string | null>) | null;
  /** The way to change the room, where there is one. */
  edit: ReactNode;
}

const stops: readonly [Exclude<MediaSource, "screenSound">, LucideIcon][] = [
  ["microphone", MicOff],
  ["camera", VideoOff],
  ["screen", MonitorX],
];

/** The host's part of the list of people. */
export function HostTools({ meeting, mySeatId, host }: { meeting: MeetingSnapshot; mySeatId: string; host: HostActions }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<(typeof stops)[number][0] | null>(null);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const others = meeting.participants.filter((person) => person.seatId !== mySeatId);
  const senders = {
    microphone: others.filter((person) => person.microphone).length,
    camera: others.filter((person) => person.camera).length,
    screen: meeting.shares.filter((share) => share.seatId !== mySeatId).length,
  };

  async function stopAll() {
    if (asking === null) return;
    setBusy(true);
    const code = await host.stop(null, asking);
    setBusy(false);
    setRefused(code);
    if (code === null) setAsking(null);
  }

  return (
    <section aria-labelledby="host-tools" className="mt-5 grid gap-4 border-t border-line pt-4">
      <h3 id="host-tools" className="font-semibold">
        {t("meetings.host.title")}
      </h3>
      <Choice
        legend={t("meetings.host.share_policy")}
        look="bar"
        value={meeting.sharePolicy}
        onChange={(policy) => void host.setSharePolicy(policy).then(setRefused)}
        options={[
          { value: "everyone", label: t("meetings.host.everyone") },
          { value: "hosts", label: t("meetings.host.hosts") },
        ]}
      />
      <div className="grid gap-2">
        {stops.map(([source, Icon]) => (
          <Button key={source} disabled={senders[source] === 0} onClick={() => setAsking(source)} className="justify-start">
            <Icon size={18} aria-hidden />
            {t(`meetings.host.stop_all.${source}`)}
            <span className="num ml-auto font-normal text-muted">{senders[source]}</span>
          </Button>
        ))}
      </div>
      {refused !== null && asking === null ? <Notice kind="danger">{codeText(t, refused)}</Notice> : null}
      <div className="grid gap-2">
        <LockDoor locked={meeting.hosting.locked} onLock={(locked) => void host.lock(locked).then(setRefused)} />
        {host.edit}
        <a href={`/hosting/${meeting.roomId}`} target="_blank" rel="noopener" className={cx(buttonClass(), "justify-start!")}>
          <ScrollText size={18} aria-hidden />
          {t("meetings.host.log")}
        </a>
      </div>
      {host.closeRoom === null ? null : <CloseRoom onClose={host.closeRoom} />}
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === null ? "" : t(`meetings.host.confirm.${asking}`)}
        description={t("meetings.host.confirm_text")}
        closeLabel={t("common.close")}
      >
        {refused === null ? null : <Notice kind="danger">{codeText(t, refused)}</Notice>}
        <div className="mt-6 grid gap-2 phone:grid-cols-2">
          <Button onClick={() => setAsking(null)} className="order-2 phone:order-1">
            {t("common.cancel")}
          </Button>
          <Button look="danger" busy={busy} onClick={() => void stopAll()} className="order-1 phone:order-2">
            {asking === null ? "" : t(`meetings.host.stop_all.${asking}`)}
          </Button>
        </div>
      </Dialog>
    </section>
  );
}
