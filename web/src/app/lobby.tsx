import { getRouteApi } from "@tanstack/react-router";
import { DoorOpen, MicOff, VideoOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LobbyPage } from "@/features/rooms/components/lobby-page";
import { live } from "./connection";

const route = getRouteApi("/signed-in/rooms");

export function Lobby() {
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <LobbyPage
      live={live}
      filter={filter}
      onFilter={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
      onEnter={(roomId) => void navigate({ to: "/rooms/$roomId", params: { roomId } })}
      aside={<HouseRules />}
    />
  );
}

const rules = [
  { key: "camera", icon: VideoOff },
  { key: "microphone", icon: MicOff },
  { key: "leaving", icon: DoorOpen },
] as const;

/** What somebody new wants to know before the first room. */
function HouseRules() {
  const { t } = useTranslation();
  return (
    <aside className="hidden w-[280px] flex-none py-8 wide:block" aria-labelledby="house-rules">
      <div className="sticky top-8 rounded-card border border-line bg-[linear-gradient(180deg,var(--focus-soft),transparent_70%)] bg-raised p-5">
        <h2 id="house-rules" className="font-semibold">
          {t("common.house.title")}
        </h2>
        <ul className="mt-4 grid gap-4">
          {rules.map(({ key, icon: Icon }) => (
            <li key={key} className="flex items-start gap-3">
              <Icon size={18} aria-hidden className="mt-0.5 text-focus-text" />
              <span className="text-[13px]">{t(`common.house.${key}`)}</span>
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
