import { DoorOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WaiterView } from "@/contract/live";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import type { HostVoice } from "../hosting";

/** Who waits at the door; for hosts, one line a person. */
export function WaitingLine({ people, voice }: { people: readonly WaiterView[]; voice: HostVoice }) {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<string | null>(null);
  if (people.length === 0) return null;
  const decide = (act: Promise<void>) =>
    void act.then(
      () => setRefused(null),
      (error: unknown) => setRefused(refusalText(t, asRefusal(error))),
    );
  return (
    <section
      aria-label={t("meetings.waiting.title")}
      className="mx-4 mb-2 grid gap-2 rounded-card bg-focus-soft px-4 py-3 phone:mx-5"
    >
      <p role="status" className="flex items-center gap-2 text-[13px] font-semibold text-focus-text">
        <DoorOpen size={16} aria-hidden />
        {refused ?? t("meetings.waiting.count", { count: people.length })}
      </p>
      <ul className="quiet-scroll grid max-h-32 gap-1 overflow-y-auto">
        {people.map((person) => (
          <li key={person.userId} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-semibold">{person.displayName}</span>
            <Button look="primary" onClick={() => decide(voice.admit(person.userId))}>
              {t("meetings.waiting.admit")}
            </Button>
            <Button onClick={() => decide(voice.refuse(person.userId))}>{t("meetings.waiting.refuse")}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
