import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

interface Props {
  title: string;
  /** what will happen */
  text: string;
  confirm: string;
  /** Throws a refusal where it did not happen; the dialog shows it and stays. */
  act: () => Promise<unknown>;
  onClose: () => void;
  /** something to fill in first */
  children?: ReactNode;
  disabled?: boolean;
  look?: "danger" | "primary";
}

/** Asks before what cannot simply be undone: says what will happen, then how it went. */
export function Confirm({ title, text, confirm, act, onClose, children, disabled = false, look = "danger" }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function run() {
    setBusy(true);
    try {
      await act();
      onClose();
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
      setBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={text} closeLabel={t("common.close")}>
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled && !busy) void run();
        }}
      >
        {children}
        {refused ? <Notice kind="danger">{refused}</Notice> : null}
        <div className="mt-2 grid gap-2 phone:grid-cols-2">
          <Button onClick={onClose} className="order-2 phone:order-1">
            {t("common.cancel")}
          </Button>
          <Button type="submit" look={look} busy={busy} disabled={disabled} className="order-1 phone:order-2">
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
