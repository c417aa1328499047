import { MapPinOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/ui/button";
import { DoorFrame } from "@/ui/door-frame";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";

export function NotFoundPage() {
  const { t } = useTranslation();
  useTitle(t("common.not_found.title"));
  return (
    <DoorFrame>
      <main className="grid flex-1 place-items-center pb-24">
        <StateBlock heading="h1" icon={MapPinOff} title={t("common.not_found.title")} text={t("common.not_found.text")}>
          <SiteLink href="/" className={buttonClass("primary")}>
            {t("common.not_found.home")}
          </SiteLink>
        </StateBlock>
      </main>
    </DoorFrame>
  );
}
