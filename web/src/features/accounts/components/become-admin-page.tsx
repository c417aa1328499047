import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { becomeAdmin, meQuery } from "../api";
import { AccountFrame } from "./account-frame";

const stored = "studyhub.admin-link";

/** The secret stands behind # in the printed link. It is kept in this tab while somebody signs up, and never sent but to claim. */
export function takeAdminToken(): string | null {
  const fresh = location.hash.slice(1);
  if (fresh !== "") {
    sessionStorage.setItem(stored, fresh);
    history.replaceState(history.state, "", location.pathname);
  }
  return fresh || sessionStorage.getItem(stored);
}

/** Where the link of the first start leads. */
export function BecomeAdminPage({ me, token }: { me: MeView | null; token: string | null }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const claim = useMutation({
    mutationFn: () => becomeAdmin(token ?? ""),
    onSuccess: (changed) => {
      sessionStorage.removeItem(stored);
      client.setQueryData(meQuery.queryKey, changed);
    },
  });
  const here = `?next=${encodeURIComponent("/become-admin")}`;

  return (
    <AccountFrame title={t("accounts.become_admin.title")}>
      {claim.isSuccess ? (
        <>
          <Notice>
            {t("accounts.become_admin.done")} {t("accounts.become_admin.factor")}
          </Notice>
          <SiteLink href="/me/security" className={buttonClass("primary", true)}>
            {t("accounts.become_admin.security")}
          </SiteLink>
          <SiteLink href="/admin" className={buttonClass("quiet", true)}>
            {t("accounts.become_admin.console")}
          </SiteLink>
        </>
      ) : token === null ? (
        <Notice kind="warm">{t("accounts.become_admin.missing")}</Notice>
      ) : me === null ? (
        <>
          <p>{t("accounts.become_admin.signed_out")}</p>
          <SiteLink href={`/sign-up${here}`} className={buttonClass("primary", true)}>
            {t("common.sign_up")}
          </SiteLink>
          <SiteLink href={`/sign-in${here}`} className={buttonClass("quiet", true)}>
            {t("common.sign_in")}
          </SiteLink>
        </>
      ) : (
        <>
          {claim.error ? <Notice kind="danger">{refusalText(t, asRefusal(claim.error))}</Notice> : null}
          <p>{t("accounts.become_admin.text", { handle: `@${me.handle}` })}</p>
          <Button look="primary" large busy={claim.isPending} onClick={() => claim.mutate()}>
            {t("accounts.become_admin.claim")}
          </Button>
        </>
      )}
    </AccountFrame>
  );
}
