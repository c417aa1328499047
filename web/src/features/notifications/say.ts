import type { TFunction } from "i18next";
import type { NotificationView } from "@/contract/http";

/** One sentence: who did what, where. */
export function sentence(t: TFunction, { kind, actor, place, number }: NotificationView): string {
  const name = actor?.displayName || t("common.deleted_user");
  const where = place?.name ?? "";
  if (kind === "warning")
    return t(number === 3 ? "notifications.say.last_warning" : "notifications.say.warning", { where, number });
  return t(`notifications.say.${kind}`, { name, where });
}
