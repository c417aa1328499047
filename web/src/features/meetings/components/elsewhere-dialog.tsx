import { useTranslation } from "react-i18next";
import type { Refusal } from "@/contract/live";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

interface Props {
  refusal: Refusal | null;
  busy: boolean;
  onMove: () => void;
  onStay: () => void;
}

export function ElsewhereDialog({ refusal, busy, onMove, onStay }: Props) {
  const { t } = useTranslation();
  const room = refusal?.details?.roomTitle ?? "";
  const device = refusal?.details?.deviceLabel ?? "";
  return (
    <Dialog
      open={refusal !== null}
      onOpenChange={(open) => !open && onStay()}
      title={t("meetings.elsewhere.title")}
      description={t("meetings.elsewhere.text", { room, device })}
      closeLabel={t("common.close")}
    >
      <div className="mt-6 grid gap-2 phone:grid-cols-2">
        <Button onClick={onStay} className="order-2 phone:order-1">
          {t("meetings.elsewhere.stay")}
        </Button>
        <Button look="primary" busy={busy} onClick={onMove} className="order-1 phone:order-2">
          {t("meetings.elsewhere.move")}
        </Button>
      </div>
    </Dialog>
  );
}
