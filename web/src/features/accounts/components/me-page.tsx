import { useMutation } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { changeLanguage, type Language, languages } from "@/i18n/i18n";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { SiteLink } from "@/ui/site-link";
import { changeTheme, themes, useTheme } from "@/ui/theme";
import { signOut } from "../api";
import { textLink } from "./account-frame";
import { PictureField } from "./picture-field";
import { BioField, DisplayName, LinkField } from "./profile-fields";
import { SettingsFrame } from "./settings-frame";

const languageNames: Record<Language, string> = { ko: "한국어", en: "English" };

export function MePage({ me, onSignedOut }: { me: MeView; onSignedOut: () => void }) {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const leave = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });

  return (
    <SettingsFrame me={me} here="/me">
      <Section title={t("accounts.me.profile")}>
        <PictureField me={me} />
        <DisplayName me={me} />
        <BioField me={me} />
        <LinkField me={me} />
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
        <SiteLink href={`/people/${me.handle}`} className={`${textLink} justify-self-start`}>
          {t("accounts.me.see")}
        </SiteLink>
      </Section>

      <Section title={t("accounts.me.look")}>
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
      </Section>

      {leave.error ? <Notice kind="danger">{refusalText(t, asRefusal(leave.error))}</Notice> : null}
      <Button className="justify-self-start" busy={leave.isPending} onClick={() => leave.mutate()}>
        <LogOut size={18} aria-hidden />
        {t("accounts.me.sign_out")}
      </Button>
    </SettingsFrame>
  );
}
