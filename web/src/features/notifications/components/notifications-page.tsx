import { Settings } from "lucide-react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "@/ui/button";
import { SiteLink } from "@/ui/site-link";
import { useTitle } from "@/ui/use-title";
import { NotificationList } from "./notification-list";

/** What concerns this person, on a page of its own. */
export function NotificationsPage() {
  const { t } = useTranslation();
  useTitle(t("notifications.title"));
  return (
    <div className="mx-auto grid w-full max-w-[720px] grid-cols-[minmax(0,1fr)] content-start gap-4 px-4 py-6 phone:px-8 phone:py-8">
      <NotificationList
        frame="overflow-hidden rounded-card border border-line bg-raised"
        head={(readAll) => (
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h1 className="text-lg font-bold phone:text-xl">{t("notifications.title")}</h1>
            <div className="flex gap-1">
              {readAll}
              <SiteLink
                href="/me/notifications"
                aria-label={t("notifications.how.title")}
                className={`${buttonClass("plain")} px-2.5`}
              >
                <Settings size={18} aria-hidden />
              </SiteLink>
            </div>
          </div>
        )}
        next={
          <SiteLink href="/groups" className={buttonClass("primary")}>
            {t("notifications.to_groups")}
          </SiteLink>
        }
      />
    </div>
  );
}
