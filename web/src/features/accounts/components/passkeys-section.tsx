import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PasskeyView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { useDay } from "@/ui/use-day";
import { removePasskey, renamePasskey, securityQuery } from "../api";
import { addPasskey, passkeyFault } from "../passkeys";
import { ConfirmDialog } from "./confirm-dialog";

const most = 10;

export function PasskeysSection({ passkeys }: { passkeys: PasskeyView[] }) {
  const { t } = useTranslation();
  const day = useDay();
  const client = useQueryClient();
  const fault = passkeyFault();
  const refresh = () => client.invalidateQueries({ queryKey: securityQuery.queryKey });
  const [renaming, setRenaming] = useState<PasskeyView | null>(null);
  const [removing, setRemoving] = useState<PasskeyView | null>(null);
  const add = useMutation({ mutationFn: addPasskey, onSuccess: refresh });

  return (
    <Section title={t("accounts.passkeys.title")} text={t("accounts.passkeys.text")}>
      {passkeys.length > 0 ? (
        <ul className="grid gap-1">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="flex items-center gap-3 border-b border-line py-2 last:border-b-0">
              <KeyRound size={18} aria-hidden className="flex-none text-muted" />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{passkey.name}</p>
                <p className="text-xs text-muted">
                  {passkey.lastUsedAt
                    ? t("accounts.passkeys.used", { day: day(passkey.lastUsedAt) })
                    : t("accounts.passkeys.added", { day: day(passkey.createdAt) })}
                </p>
              </div>
              <IconButton
                icon={Pencil}
                label={t("accounts.passkeys.rename", { name: passkey.name })}
                onClick={() => setRenaming(passkey)}
              />
              <IconButton
                icon={Trash2}
                label={t("accounts.passkeys.remove", { name: passkey.name })}
                onClick={() => setRemoving(passkey)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {add.error ? <Notice kind="danger">{refusalText(t, asRefusal(add.error))}</Notice> : null}
      {fault === null ? (
        <Button
          className="justify-self-start"
          busy={add.isPending}
          disabled={passkeys.length >= most}
          onClick={() => add.mutate()}
        >
          {t("accounts.passkeys.add")}
        </Button>
      ) : (
        <Notice kind="warm">{t(`accounts.passkeys.fault_${fault}`)}</Notice>
      )}
      {renaming ? <RenameDialog passkey={renaming} onClose={() => setRenaming(null)} onRenamed={refresh} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t("accounts.passkeys.remove_title")}
        text={t("accounts.passkeys.remove_text", { name: removing?.name ?? "" })}
        confirm={t("accounts.passkeys.remove_confirm")}
        onConfirm={async () => {
          if (removing) await removePasskey(removing.id);
          await refresh();
        }}
      />
    </Section>
  );
}

function RenameDialog({
  passkey,
  onClose,
  onRenamed,
}: {
  passkey: PasskeyView;
  onClose: () => void;
  onRenamed: () => Promise<void>;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: () => renamePasskey(passkey.id, name),
    onSuccess: async () => {
      await onRenamed();
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") rename.mutate();
  }

  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={t("accounts.passkeys.rename_title")}
      closeLabel={t("common.close")}
    >
      <form className="mt-4 grid gap-4" onSubmit={submit} noValidate>
        <TextField
          label={t("accounts.passkeys.name")}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={rename.error ? refusalText(t, asRefusal(rename.error)) : null}
        />
        <Button type="submit" look="primary" busy={rename.isPending} disabled={name.trim() === ""}>
          {t("common.save")}
        </Button>
      </form>
    </Dialog>
  );
}
