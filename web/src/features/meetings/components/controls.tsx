import { Hand, LogOut, MessageSquare, Mic, MicOff, MonitorUp, MonitorX, Settings2, Users, Video, VideoOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MicrophonePolicy } from "@/contract/http";
import type { Reaction } from "@/contract/live";
import { useHold } from "../use-hold";
import { Control } from "./control";
import { ReactionPicker } from "./reaction-picker";

interface Props {
  policy: MicrophonePolicy;
  microphone: { on: boolean; busy: boolean };
  camera: { on: boolean; busy: boolean };
  sharing: boolean;
  /** Another share cannot begin here or now; pressing says why. */
  shareBlocked: boolean;
  onMicrophone: () => void;
  onTalk: (on: boolean) => void;
  onCamera: () => void;
  /** The place of the own hand in the queue; null while it is down. */
  hand: number | null;
  onHand: () => void;
  onReact: (reaction: Reaction) => void;
  onShare: () => void;
  onChat: () => void;
  onPeople: () => void;
  onSettings: () => void;
  onLeave: () => void;
  people: number;
  unread: ReactNode;
}

export function Controls(props: Props) {
  const { t } = useTranslation();
  const { policy, microphone, camera } = props;
  const talking = useHold(props.onTalk);
  const pushToTalk = policy === "push-to-talk";
  const silent = policy === "silent";
  return (
    <div
      role="toolbar"
      aria-label={t("meetings.controls.label")}
      className="flex items-start justify-between gap-1 border-t border-line bg-raised px-3 pt-2.5 pb-[max(0.875rem,env(safe-area-inset-bottom))] phone:justify-center phone:gap-2 phone:border-0 phone:bg-transparent phone:pt-3 phone:pb-5 short:pt-1.5 short:pb-2"
    >
      <Control
        icon={microphone.on ? Mic : MicOff}
        look={microphone.on ? "on" : silent ? "plain" : "off"}
        label={t(pushToTalk ? "meetings.controls.talk" : "meetings.controls.microphone")}
        short={t(pushToTalk ? "meetings.controls.short.talk" : "meetings.controls.short.microphone")}
        hint={silent ? t("meetings.controls.silent_hint") : pushToTalk ? t("meetings.controls.talk_hint") : "M"}
        aria-pressed={microphone.on}
        aria-disabled={silent || undefined}
        busy={microphone.busy}
        {...(pushToTalk ? talking : { onClick: props.onMicrophone })}
      />
      <Control
        icon={camera.on ? Video : VideoOff}
        look={camera.on ? "on" : "plain"}
        label={t("meetings.controls.camera")}
        hint="V"
        aria-pressed={camera.on}
        busy={camera.busy}
        onClick={props.onCamera}
      />
      <Control
        icon={props.sharing ? MonitorX : MonitorUp}
        look={props.sharing ? "on" : "plain"}
        label={t(props.sharing ? "meetings.share.stop" : "meetings.controls.share")}
        short={props.sharing ? t("meetings.controls.short.share_stop") : undefined}
        hint="D"
        aria-pressed={props.sharing}
        dimmed={props.shareBlocked}
        onClick={props.onShare}
      />
      <Control
        icon={Hand}
        look={props.hand === null ? "plain" : "on"}
        label={t(props.hand === null ? "meetings.controls.hand" : "meetings.controls.hand_down")}
        short={props.hand === null ? undefined : t("meetings.controls.short.hand_down")}
        hint="R"
        aria-pressed={props.hand !== null}
        badge={props.hand === null ? null : <Place>{props.hand}</Place>}
        onClick={props.onHand}
      />
      <ReactionPicker onReact={props.onReact} />
      <Control
        className="hidden phone:grid"
        icon={Settings2}
        label={t("meetings.controls.settings")}
        onClick={props.onSettings}
      />
      <Control
        className="desk:hidden"
        icon={MessageSquare}
        label={t("meetings.controls.chat")}
        hint="C"
        badge={props.unread}
        onClick={props.onChat}
      />
      <Control
        className="hidden phone:grid desk:hidden"
        icon={Users}
        label={t("meetings.controls.people", { count: props.people })}
        hint="P"
        onClick={props.onPeople}
      />
      <Control icon={LogOut} look="leave" label={t("meetings.controls.leave")} onClick={props.onLeave} />
    </div>
  );
}

function Place({ children }: { children: number }) {
  return (
    <span className="num grid size-5 place-items-center rounded-full bg-accent text-[11px] font-semibold text-on-accent">
      {children}
    </span>
  );
}
