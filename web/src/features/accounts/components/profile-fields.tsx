import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EditMeBody, MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { codeText, refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { TextArea, TextField } from "@/ui/field";
import { editMe, meQuery } from "../api";

interface FieldProps {
  value: string;
  /** of the stored value */
  saved: string;
  fault: string | null;
  hint: string;
  body: EditMeBody;
  children: (wired: { hint: ReactNode; error: string | null }) => ReactNode;
}

/** One field of the profile: it saves alone. */
function Saving({ value, saved, fault, hint, body, children }: FieldProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => editMe(body),
    onSuccess: (changed) => client.setQueryData(meQuery.queryKey, changed),
  });
  const unchanged = value === saved;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!fault && !unchanged) save.mutate();
  }

  return (
    <form className="grid gap-3" onSubmit={submit} noValidate>
      {children({
        hint: save.isSuccess && unchanged ? t("common.saved") : hint,
        error: save.error ? refusalText(t, asRefusal(save.error)) : fault ? codeText(t, fault) : null,
      })}
      {unchanged ? null : (
        <Button type="submit" look="primary" className="justify-self-start" busy={save.isPending} disabled={fault !== null}>
          {t("common.save")}
        </Button>
      )}
    </form>
  );
}

export function DisplayName({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const [name, setName] = useState(me.displayName);
  const trimmed = name.trim();
  const length = [...trimmed].length;
  return (
    <Saving
      value={trimmed}
      saved={me.displayName}
      fault={length < 1 || length > 40 ? "account.display_name_invalid" : null}
      hint={t("accounts.me.display_name_hint")}
      body={{ displayName: trimmed }}
    >
      {(wired) => (
        <TextField
          label={t("accounts.display_name")}
          name="displayName"
          autoComplete="nickname"
          value={name}
          onChange={(event) => setName(event.target.value)}
          aside={`${length}/40`}
          {...wired}
        />
      )}
    </Saving>
  );
}

export function BioField({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const [bio, setBio] = useState(me.bio);
  const length = [...bio.trim()].length;
  return (
    <Saving
      value={bio.trim()}
      saved={me.bio}
      fault={length > 300 ? "profile.bio_invalid" : null}
      hint={t("accounts.me.bio_hint")}
      body={{ bio: bio.trim() }}
    >
      {(wired) => (
        <TextArea
          label={t("accounts.me.bio")}
          name="bio"
          rows={3}
          value={bio}
          onChange={(event) => setBio(event.target.value)}
          aside={`${length}/300`}
          {...wired}
        />
      )}
    </Saving>
  );
}

export function LinkField({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const [link, setLink] = useState(me.link ?? "");
  const trimmed = link.trim();
  return (
    <Saving
      value={trimmed}
      saved={me.link ?? ""}
      fault={[...trimmed].length > 200 ? "profile.link_invalid" : null}
      hint={t("accounts.me.link_hint")}
      body={{ link: trimmed }}
    >
      {(wired) => (
        <TextField
          label={t("accounts.me.link")}
          name="link"
          type="url"
          inputMode="url"
          autoComplete="url"
          placeholder="https://"
          value={link}
          onChange={(event) => setLink(event.target.value)}
          {...wired}
        />
      )}
    </Saving>
  );
}
