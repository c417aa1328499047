import { ChevronDown, Eye, Lock, Mic, MicOff, Video, VideoOff, Volume2, Wifi } from "lucide-react";
import { type FormEvent, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { LocalMedia } from "@/call/local-media";
import { readPreferences, savePreferences } from "@/call/preferences";
import type { AuthorView, RoomView } from "@/contract/http";
import type { Refusal } from "@/contract/live";
import { codeText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { cx } from "@/ui/class-names";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { networkHint } from "../state";
import { useDeviceList } from "../use-device-list";
import { DeviceProblemNotice } from "./device-problem";
import { DeviceSelects } from "./device-selects";
import { DoctorLink } from "./doctor-link";
import { ElsewhereDialog } from "./elsewhere-dialog";
import { LevelBar } from "./level-bar";
import { PasswordEntry } from "./password-entry";
import { TrackVideo } from "./self-preview";

interface Props {
  room: RoomView;
  me: AuthorView;
  local: LocalMedia;
  /** The connection is not there yet: entering waits for it. */
  connected: boolean;
  /** Milliseconds to the server and back; null while unknown. */
  roundTrip: number | null;
  refusal: Refusal | null;
  onEnter: (password: string | null, move: boolean) => Promise<Refusal | null>;
}

/** The last look in the mirror: what others will see and hear, and one button. */
export function PrejoinPage({ room, me, local, connected, roundTrip, refusal: firstRefusal, onEnter }: Props) {
  const { t } = useTranslation();
  const { camera, microphone } = useSyncExternalStore(local.watch, local.now);
  const devices = useDeviceList(`${camera.track?.id} ${microphone.track?.id}`);
  const [password, setPassword] = useState("");
  const [entering, setEntering] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(firstRefusal);

  useEffect(() => {
    if (readPreferences().camera && local.track("camera") === null) void local.open("camera");
  }, [local]);

  async function enter(move: boolean) {
    setEntering(true);
    setRefusal(null);
    setRefusal(await onEnter(room.hasPassword ? password : null, move));
    setEntering(false);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void enter(false);
  }

  function toggleCamera() {
    const on = camera.track === null && !camera.opening;
    savePreferences({ camera: on });
    if (on) void local.open("camera");
    else local.release("camera");
  }

  function toggleMicrophone() {
    if (microphone.track === null && !microphone.opening) void local.open("microphone");
    else local.release("microphone");
  }

  const wrongPassword = refusal?.code === "room.password_wrong";
  const elsewhere = refusal?.code === "seat.elsewhere" ? refusal : null;
  const general = refusal !== null && !wrongPassword && elsewhere === null ? refusal : null;
  const asking = (camera.opening || microphone.opening) && devices.cameras.length + devices.microphones.length === 0;

  return (
    <main className="mx-auto grid w-full max-w-[1120px] flex-1 content-start gap-6 px-4 pt-2 pb-12 phone:px-8 desk:grid-cols-[minmax(0,7fr)_minmax(0,5fr)] desk:gap-10 desk:pt-8">
      <section className="grid content-start gap-4" aria-label={t("meetings.prejoin.preview")}>
        <div className="relative grid aspect-video place-items-center overflow-hidden rounded-tile border border-line bg-sunken">
          {camera.track ? (
            <TrackVideo track={camera.track} mirrored className="absolute inset-0" />
          ) : (
            <div className="grid justify-items-center gap-3 text-muted">
              <Avatar id={me.id} name={me.displayName} className="size-20 text-2xl" />
              {camera.opening ? t("meetings.prejoin.camera_opening") : t("meetings.prejoin.camera_off")}
            </div>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Toggle
            pressed={camera.track !== null}
            busy={camera.opening}
            on={Video}
            off={VideoOff}
            label={t("meetings.device.camera")}
            onPress={toggleCamera}
          />
          <Toggle
            pressed={microphone.track !== null}
            busy={microphone.opening}
            on={Mic}
            off={MicOff}
            label={t("meetings.device.microphone")}
            onPress={toggleMicrophone}
          />
          <LevelBar track={microphone.track} />
        </div>
        <div role="status" className="grid gap-3 empty:hidden">
          {asking ? <Notice>{t("meetings.prejoin.browser_asks")}</Notice> : null}
          {camera.problem ? <DeviceProblemNotice source="camera" problem={camera.problem} /> : null}
          {microphone.problem ? <DeviceProblemNotice source="microphone" problem={microphone.problem} /> : null}
        </div>
        <details className="group rounded-card border border-line bg-raised">
          <summary className="flex min-h-11 items-center px-4 font-semibold">
            {t("meetings.device.settings")}
            <ChevronDown size={18} aria-hidden className="ml-auto text-muted transition-transform group-open:rotate-180" />
          </summary>
          <div className="px-4 pt-1 pb-4">
            <DeviceSelects
              devices={devices}
              onChosen={(kind) => {
                if (kind !== "speaker" && local.track(kind) !== null) void local.open(kind);
              }}
            />
          </div>
        </details>
      </section>

      <form className="grid content-start gap-6" onSubmit={submit} noValidate>
        <div className="grid gap-1.5">
          <h1 className="text-xl font-bold">{room.title}</h1>
          <p className="num text-muted">{t("meetings.prejoin.seats", { taken: room.taken, capacity: room.capacity })}</p>
        </div>
        {room.notice ? <p className="rounded-card bg-sunken px-4 py-3 whitespace-pre-wrap">{room.notice}</p> : null}
        <ul className="grid gap-3">
          <Fact icon={<Eye size={18} aria-hidden />}>
            {camera.track ? t("meetings.prejoin.seen_on") : t("meetings.prejoin.seen_off")}
          </Fact>
          <Fact icon={room.microphonePolicy === "silent" ? <MicOff size={18} aria-hidden /> : <Volume2 size={18} aria-hidden />}>
            {room.microphonePolicy === "open" && microphone.track
              ? t("meetings.prejoin.heard_on")
              : t(`meetings.prejoin.heard.${room.microphonePolicy}`)}
          </Fact>
          {room.cameraRule === "off" ? null : (
            <Fact icon={<Video size={18} aria-hidden />}>{t(`meetings.prejoin.cameras.${room.cameraRule}`)}</Fact>
          )}
          {connected && roundTrip !== null ? (
            <Fact icon={<Wifi size={18} aria-hidden />}>
              {t(`meetings.prejoin.network.${networkHint(roundTrip)}`, { ms: Math.max(1, Math.round(roundTrip)) })} <DoctorLink />
            </Fact>
          ) : null}
          {room.hasPassword ? <Fact icon={<Lock size={18} aria-hidden />}>{t("meetings.prejoin.locked")}</Fact> : null}
        </ul>
        {room.hasPassword ? (
          <PasswordEntry
            value={password}
            onChange={setPassword}
            error={wrongPassword ? codeText(t, "room.password_wrong") : null}
          />
        ) : null}
        {general ? <Notice kind="danger">{codeText(t, general.code, general.details ?? null)}</Notice> : null}
        {typeof RTCPeerConnection === "undefined" ? <Notice kind="warm">{t("meetings.prejoin.no_webrtc")}</Notice> : null}
        <div className="sticky bottom-0 -mx-4 grid gap-1 bg-linear-to-t from-surface from-80% to-transparent px-4 pt-4 pb-3 desk:static desk:mx-0 desk:gap-2 desk:bg-none desk:p-0">
          <Button type="submit" look="primary" large busy={entering} disabled={!connected}>
            {connected ? t("meetings.prejoin.enter") : t("meetings.prejoin.connecting")}
          </Button>
          <SiteLink href="/rooms" className={buttonClass("plain")}>
            {t("meetings.prejoin.back")}
          </SiteLink>
        </div>
      </form>
      <ElsewhereDialog refusal={elsewhere} busy={entering} onMove={() => void enter(true)} onStay={() => setRefusal(null)} />
    </main>
  );
}

function Fact({ icon, children }: { icon: React.ReactNode; children: React.ReactNode }) {
  return (
    <li className="flex items-start gap-3">
      <span className="mt-px text-muted">{icon}</span>
      <span>{children}</span>
    </li>
  );
}

interface ToggleProps {
  pressed: boolean;
  busy: boolean;
  on: typeof Mic;
  off: typeof Mic;
  label: string;
  onPress: () => void;
}

function Toggle({ pressed, busy, on: On, off: Off, label, onPress }: ToggleProps) {
  const { t } = useTranslation();
  const Icon = pressed ? On : Off;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-busy={busy || undefined}
      onClick={onPress}
      className={cx(
        "inline-flex min-h-11 items-center gap-2.5 rounded-control border px-4 font-semibold transition-colors",
        pressed ? "border-transparent bg-accent-soft text-accent" : "border-line bg-raised hover:border-line-strong",
        busy ? "animate-breathe" : "",
      )}
    >
      <Icon size={18} aria-hidden />
      {label}
      <span className="font-normal text-muted">{pressed ? t("meetings.device.on") : t("meetings.device.off")}</span>
    </button>
  );
}
