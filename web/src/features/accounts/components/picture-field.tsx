import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ImageUp } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { asRefusal, RefusedError } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { meQuery, removePicture, setPicture } from "../api";
import { ConfirmDialog } from "./confirm-dialog";

const types = ["image/jpeg", "image/png", "image/webp"];
const mostBytes = 5 * 1024 * 1024;

export function PictureField({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [asking, setAsking] = useState(false);
  const keep = (changed: MeView) => client.setQueryData(meQuery.queryKey, changed);
  const set = useMutation({
    mutationFn: async (file: File) => {
      if (!types.includes(file.type) || file.size > mostBytes)
        throw new RefusedError("profile.image_invalid", "Wrong type or too large.");
      return setPicture(file);
    },
    onSuccess: keep,
  });

  return (
    <div className="grid gap-2">
      <p className="font-semibold">{t("accounts.me.picture")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <Avatar id={me.id} name={me.displayName} src={me.avatar} className="size-20 text-2xl" />
        <div className="flex flex-wrap gap-2">
          <input
            ref={input}
            type="file"
            accept={types.join()}
            className="hidden"
            aria-label={t("accounts.me.picture_choose")}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = "";
              if (file) set.mutate(file);
            }}
          />
          <Button busy={set.isPending} onClick={() => input.current?.click()}>
            <ImageUp size={18} aria-hidden />
            {t("accounts.me.picture_choose")}
          </Button>
          {me.avatar ? (
            <Button look="plain" onClick={() => setAsking(true)}>
              {t("accounts.me.picture_remove")}
            </Button>
          ) : null}
        </div>
      </div>
      <p aria-live="polite" className={set.error ? "text-xs text-danger" : "text-xs text-muted"}>
        {set.error ? refusalText(t, asRefusal(set.error)) : t("accounts.me.picture_hint")}
      </p>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("accounts.me.picture_remove_title")}
        text={t("accounts.me.picture_remove_text")}
        confirm={t("accounts.me.picture_remove")}
        onConfirm={async () => keep(await removePicture())}
      />
    </div>
  );
}
