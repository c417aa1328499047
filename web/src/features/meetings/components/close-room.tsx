import { DoorClosed } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { codeText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";

/** The owner's way to end the room for everybody. Asks first. */
export function CloseRoom({ onClose }: { onClose: () => Promise<string | null> }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [closing, setClosing] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function close() {
    setClosing(true);
    setRefused(await onClose());
    setClosing(false);
  }

  return (
    <>
      <Button className="w-full" onClick={() => setAsking(true)}>
        <DoorClosed size={18} aria-hidden />
        {t("meetings.close.open")}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t("meetings.close.title")}
        description={t("meetings.close.text")}
        closeLabel={t("common.close")}
      >
        {refused === null ? null : <Notice kind="danger">{codeText(t, refused)}</Notice>}
        <div className="mt-6 grid gap-2 phone:grid-cols-2">
          <Button onClick={() => setAsking(false)} className="order-2 phone:order-1">
            {t("common.cancel")}
          </Button>
          <Button look="danger" busy={closing} onClick={() => void close()} className="order-1 phone:order-2">
            {t("meetings.close.confirm")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
