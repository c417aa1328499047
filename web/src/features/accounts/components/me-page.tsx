import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { changeLanguage, type Language, languages } from "@/i18n/i18n";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { changeTheme, themes, useTheme } from "@/ui/theme";
import { useTitle } from "@/ui/use-title";
import { editMe, meQuery, signOut } from "../api";

const languageNames: Record<Language, string> = { ko: "한국어", en: "English" };

export function MePage({ me, onSignedOut }: { me: MeView; onSignedOut: () => void }) {
  const { t, i18n } = useTranslation();
  useTitle(t("common.nav.me"));
  const theme = useTheme();
  const leave = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });

  return (
    <div className="mx-auto grid w-full max-w-[640px] gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <div className="flex items-center gap-4">
        <Avatar id={me.id} name={me.displayName} className="size-16 text-lg" />
        <div className="min-w-0">
          <h1 className="truncate text-xl font-bold">{me.displayName}</h1>
          <p className="truncate text-muted">@{me.handle}</p>
        </div>
      </div>

      <section className="grid gap-5 rounded-card border border-line bg-raised p-5 phone:p-6" aria-labelledby="me-profile">
        <h2 id="me-profile" className="text-base font-semibold">
          {t("accounts.me.profile")}
        </h2>
        <DisplayName me={me} />
        <dl className="grid gap-3 border-t border-line pt-4">
          <div className="grid gap-0.5 phone:grid-cols-[8rem_1fr]">
            <dt className="text-muted">{t("accounts.handle")}</dt>
            <dd className="font-medium">@{me.handle}</dd>
          </div>
          <div className="grid gap-0.5 phone:grid-cols-[8rem_1fr]">
            <dt className="text-muted">{t("accounts.email")}</dt>
            <dd>
              <span className="font-medium break-all">{me.email}</span>
              <span className="block text-xs text-muted">{t("accounts.me.email_hint")}</span>
            </dd>
          </div>
        </dl>
      </section>

      <section className="grid gap-5 rounded-card border border-line bg-raised p-5 phone:p-6" aria-labelledby="me-look">
        <h2 id="me-look" className="text-base font-semibold">
          {t("accounts.me.look")}
        </h2>
        <Choice
          legend={t("accounts.me.language")}
          look="bar"
          options={languages.map((language) => ({
            value: language,
            label: <span lang={language}>{languageNames[language]}</span>,
          }))}
          value={i18n.language as Language}
          onChange={(language) => void changeLanguage(language)}
        />
        <Choice
          legend={t("accounts.me.theme")}
          look="bar"
          options={themes.map((value) => ({ value, label: t(`common.theme.${value}`) }))}
          value={theme}
          onChange={changeTheme}
        />
      </section>

      {leave.error ? <Notice kind="danger">{refusalText(t, asRefusal(leave.error))}</Notice> : null}
      <Button className="justify-self-start" busy={leave.isPending} onClick={() => leave.mutate()}>
        <LogOut size={18} aria-hidden />
        {t("accounts.me.sign_out")}
      </Button>
    </div>
  );
}

function DisplayName({ me }: { me: MeView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(me.displayName);
  const trimmed = name.trim();
  const length = [...trimmed].length;
  const fault = length < 1 || length > 40;
  const save = useMutation({
    mutationFn: () => editMe({ displayName: trimmed }),
    onSuccess: (changed) => client.setQueryData(meQuery.queryKey, changed),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!fault && trimmed !== me.displayName) save.mutate();
  }

  return (
    <form className="grid gap-3" onSubmit={submit} noValidate>
      <TextField
        label={t("accounts.display_name")}
        name="displayName"
        autoComplete="nickname"
        value={name}
        onChange={(event) => setName(event.target.value)}
        aside={`${length}/40`}
        hint={save.isSuccess && trimmed === me.displayName ? t("common.saved") : t("accounts.me.display_name_hint")}
        error={save.error ? refusalText(t, asRefusal(save.error)) : fault ? t("refusal.account.display_name_invalid") : null}
      />
      <Button
        type="submit"
        look={trimmed === me.displayName ? "quiet" : "primary"}
        className="justify-self-start"
        busy={save.isPending}
        disabled={fault || trimmed === me.displayName}
      >
        {t("common.save")}
      </Button>
    </form>
  );
}
