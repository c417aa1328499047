import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";

interface Seat {
  name: string;
  hue: number;
  /** where the lamp stands, in percent; none: the camera is off */
  lamp?: [number, number];
}

const seats: Seat[] = [
  { name: "은서", hue: 30, lamp: [58, 14] },
  { name: "Hana", hue: 200, lamp: [10, 18] },
  { name: "수빈", hue: 280 },
  { name: "도윤", hue: 80, lamp: [62, 8] },
  { name: "Minh", hue: 330 },
  { name: "지우", hue: 165, lamp: [20, 10] },
];

/** A room in the evening, drawn: what being in StudyHub looks like. Decoration for eyes; the text beside it says the same. */
export function LandingScene() {
  const { t } = useTranslation();
  return (
    <div
      aria-hidden
      data-theme="dark"
      className="relative rounded-[20px] border border-line bg-surface p-3 text-text shadow-[0_30px_70px_-30px_oklch(20%_0.03_80/0.55)] select-none phone:p-4"
    >
      <div className="flex items-center gap-3 px-1 pb-3 phone:pb-4">
        <div className="min-w-0">
          <p className="truncate font-semibold">{t("accounts.landing.scene_room")}</p>
          <p className="truncate text-xs text-muted">{t("accounts.landing.scene_notice")}</p>
        </div>
        <span className="num ml-auto rounded-full bg-accent-soft px-3 py-1.5 text-xs font-semibold whitespace-nowrap text-accent">
          {t("accounts.landing.scene_seats")}
        </span>
      </div>
      <div className="grid grid-cols-2 gap-2 phone:grid-cols-3 phone:gap-3">
        {seats.map((seat, index) => (
          <SceneTile key={seat.name} seat={seat} delay={index * 0.9} />
        ))}
      </div>
      <div className="absolute -bottom-5 left-4 flex max-w-[80%] items-start gap-2.5 rounded-card border border-line bg-raised px-3.5 py-2.5 shadow-float phone:-left-5">
        <span
          className="hue-avatar grid size-7 flex-none place-items-center rounded-full text-xs font-semibold"
          style={{ "--h": 30 } as CSSProperties}
        >
          은
        </span>
        <span className="text-sm">
          <b className="font-semibold">은서</b> <span className="num text-xs text-muted">21:04</span>
          <br />
          {t("accounts.landing.scene_message")}
        </span>
      </div>
    </div>
  );
}

function SceneTile({ seat, delay }: { seat: Seat; delay: number }) {
  const hue = { "--h": seat.hue } as CSSProperties;
  if (seat.lamp === undefined) {
    return (
      <div className="relative grid aspect-[16/11] place-items-center rounded-card border border-line bg-raised">
        <span className="hue-avatar grid size-11 place-items-center rounded-full text-base font-semibold" style={hue}>
          {seat.name[0]}
        </span>
        <span className="absolute bottom-2 left-2.5 text-xs font-semibold">{seat.name}</span>
      </div>
    );
  }
  return (
    <div
      style={hue}
      className="relative aspect-[16/11] overflow-hidden rounded-card bg-[radial-gradient(120%_120%_at_30%_10%,oklch(42%_0.04_var(--h)),oklch(24%_0.03_var(--h)))]"
    >
      <i
        className="absolute h-[56%] w-[42%] animate-glow rounded-full bg-[radial-gradient(closest-side,oklch(88%_0.1_80/0.6),transparent)]"
        style={{ left: `${seat.lamp[0]}%`, top: `${seat.lamp[1]}%`, animationDelay: `-${delay}s` }}
      />
      <i className="absolute bottom-[20%] left-[16%] h-[22%] w-[50%] origin-bottom rounded-t-[8px] rounded-b-[3px] bg-[oklch(92%_0.02_90/0.82)] [transform:perspective(200px)_rotateX(38deg)]" />
      <i className="absolute bottom-[24%] left-[46%] h-[15%] w-[15%] rounded-[50%_50%_40%_40%] bg-[oklch(72%_0.06_50/0.9)]" />
      <i className="absolute inset-x-0 bottom-0 h-12 bg-linear-to-t from-black/60 to-transparent" />
      <span className="absolute bottom-2 left-2.5 text-xs font-semibold text-white">{seat.name}</span>
    </div>
  );
}
