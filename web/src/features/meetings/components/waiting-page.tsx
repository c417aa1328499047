import { Hourglass } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/ui/button";
import { StateBlock } from "@/ui/state-block";

/** In front of a room's lobby: title and place in line, nothing else (MEET-20). */
export function WaitingPage({ title, place, onCancel }: { title: string; place: number; onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <main className="grid flex-1 place-items-center">
      <StateBlock heading="h1" icon={Hourglass} title={title} text={t("meetings.waiting.text")}>
        <p role="status" className="num w-full font-semibold">
          {t("meetings.waiting.place", { place })}
        </p>
        <Button onClick={onCancel}>{t("meetings.waiting.cancel")}</Button>
      </StateBlock>
    </main>
  );
}
