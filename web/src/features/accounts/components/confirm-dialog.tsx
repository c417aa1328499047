import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Notice } from "@/ui/notice";

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  /** what will happen */
  text: string;
  confirm: string;
  onConfirm: () => Promise<unknown>;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back, and says what will happen. */
export function ConfirmDialog({ open, onClose, title, text, confirm, onConfirm, children }: Props) {
  const { t } = useTranslation();
  const act = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => {
        if (stays) return;
        act.reset();
        onClose();
      }}
      title={title}
      description={text}
      closeLabel={t("common.close")}
    >
      {children}
      {act.error ? (
        <div className="mt-4">
          <Notice kind="danger">{refusalText(t, asRefusal(act.error))}</Notice>
        </div>
      ) : null}
      <div className="mt-6 grid gap-2 phone:grid-cols-2">
        <Button onClick={onClose} className="order-2 phone:order-1">
          {t("common.cancel")}
        </Button>
        <Button look="danger" busy={act.isPending} onClick={() => act.mutate()} className="order-1 phone:order-2">
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
