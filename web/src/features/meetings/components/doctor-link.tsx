import { useTranslation } from "react-i18next";

/** To the connection check, beside the room and not in place of it. */
export function DoctorLink() {
  const { t } = useTranslation();
  return (
    <a href="/doctor" target="_blank" rel="noreferrer" className="whitespace-nowrap underline underline-offset-2 hover:text-text">
      {t("meetings.doctor")}
    </a>
  );
}
