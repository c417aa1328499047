import { Lock, LockOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";

/** The host's key: a locked room takes no newcomers, and keeps who is in. */
export function LockDoor({ locked, onLock }: { locked: boolean; onLock: (locked: boolean) => void }) {
  const { t } = useTranslation();
  const Icon = locked ? LockOpen : Lock;
  return (
    <Button className="justify-start" aria-pressed={locked} onClick={() => onLock(!locked)}>
      <Icon size={18} aria-hidden />
      {t(locked ? "meetings.host.unlock" : "meetings.host.lock")}
    </Button>
  );
}
