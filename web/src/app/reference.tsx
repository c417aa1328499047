import { useTranslation } from "react-i18next";
import { ReferencePage } from "@/features/reference/components/reference-page";
import { DoorFrame } from "@/ui/door-frame";
import { useTitle } from "@/ui/use-title";

/** For everybody: who writes a client need not have an account yet. */
export function Reference() {
  const { t } = useTranslation();
  useTitle(t("reference.title"));
  return (
    <DoorFrame>
      <ReferencePage />
    </DoorFrame>
  );
}
