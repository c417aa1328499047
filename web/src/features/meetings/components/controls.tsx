import { LogOut, type LucideIcon, MessageSquare, Mic, MicOff, Settings2, Users, Video, VideoOff } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { MicrophonePolicy } from "@/contract/http";
import { cx } from "@/ui/class-names";

interface Props {
  policy: MicrophonePolicy;
  microphone: { on: boolean; busy: boolean };
  camera: { on: boolean; busy: boolean };
  onMicrophone: () => void;
  onTalk: (on: boolean) => void;
  onCamera: () => void;
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
        label={pushToTalk ? t("meetings.controls.talk") : t("meetings.controls.microphone")}
        hint={silent ? t("meetings.controls.silent_hint") : pushToTalk ? t("meetings.controls.talk_hint") : "M"}
        aria-pressed={microphone.on}
        aria-disabled={silent || undefined}
        busy={microphone.busy}
        {...(pushToTalk ? holding(props.onTalk) : { onClick: props.onMicrophone })}
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
      <Control icon={Settings2} label={t("meetings.controls.settings")} hint="?" onClick={props.onSettings} />
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

/** Talks while held, by pointer or by key. */
function holding(onTalk: (on: boolean) => void): ButtonHTMLAttributes<HTMLButtonElement> {
  const isKey = (key: string) => key === " " || key === "Enter";
  return {
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      onTalk(true);
    },
    onPointerUp: () => onTalk(false),
    onPointerCancel: () => onTalk(false),
    onLostPointerCapture: () => onTalk(false),
    onContextMenu: (event) => event.preventDefault(),
    onKeyDown: (event) => {
      if (!isKey(event.key)) return;
      event.preventDefault();
      if (!event.repeat) onTalk(true);
    },
    onKeyUp: (event) => isKey(event.key) && onTalk(false),
    onBlur: () => onTalk(false),
  };
}

interface ControlProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  icon: LucideIcon;
  label: string;
  hint?: string;
  look?: "plain" | "on" | "off" | "leave";
  busy?: boolean;
  badge?: ReactNode;
}

const looks = {
  plain: "border-line bg-raised text-text group-hover:border-line-strong",
  on: "border-transparent bg-accent-soft text-accent",
  off: "border-transparent bg-danger-soft text-danger",
  leave: "border-transparent bg-danger text-on-danger group-hover:bg-danger-strong",
};

function Control({ icon: Icon, label, hint, look = "plain", busy = false, badge, className, ...rest }: ControlProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      title={hint ? `${label} (${hint})` : label}
      className={cx(
        "group relative grid min-w-12 touch-manipulation justify-items-center gap-1.5 rounded-card text-xs font-medium text-muted select-none phone:min-w-16",
        className,
      )}
      {...rest}
    >
      <span
        className={cx(
          "grid size-12 place-items-center rounded-tile border short:size-10 transition-colors group-aria-disabled:opacity-55",
          looks[look],
          busy ? "animate-breathe" : "",
        )}
      >
        <Icon size={20} aria-hidden />
      </span>
      <span className="max-w-20 truncate short:sr-only">{label}</span>
      {badge ? <span className="absolute -top-1.5 right-0">{badge}</span> : null}
    </button>
  );
}
