import { useTranslation } from "react-i18next";
import type { GroupPersonView } from "@/contract/http";
import { SiteLink } from "@/ui/site-link";

/** A name that leads to the profile; whose account is gone has neither. */
export function PersonName({ person }: { person: GroupPersonView }) {
  const { t } = useTranslation();
  return person.handle === "" ? (
    <span className="truncate font-semibold">{t("common.deleted_user")}</span>
  ) : (
    <SiteLink href={`/people/${person.handle}`} className="max-w-full justify-self-start truncate font-semibold hover:underline">
      {person.displayName}
    </SiteLink>
  );
}
