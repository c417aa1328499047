import type { TFunction } from "i18next";
import { codeText } from "@/i18n/refusal-text";

/** What the log tells of, by the text that says it; a newer server may tell of more. */
const keys = {
  refused: ["access.refused"],
  warned: ["group.warned", "room.warned"],
  banned: ["group.banned", "room.banned"],
  kicked: ["group.kicked", "room.kicked"],
  ban_lifted: ["group.ban_lifted", "room.ban_lifted"],
  role_changed: ["group.role_changed"],
  handed_over: ["group.handed_over", "room.handed_over"],
  dissolved: ["group.dissolved"],
  restored: ["group.restored"],
  admitted: ["group.application_accepted", "room.entry_admitted"],
  entry_refused: ["group.application_refused", "room.entry_refused"],
  invited: ["group.invitation_issued"],
  invitation_revoked: ["group.invitation_revoked"],
  locked: ["room.locked"],
  unlocked: ["room.unlocked"],
  source_stopped: ["room.source_stopped"],
  hand_lowered: ["room.hand_lowered"],
  sharing_changed: ["room.sharing_changed"],
  closed: ["room.closed"],
  sign_in_failed: ["sign_in.failed"],
  admin_claimed: ["admin.claimed"],
  audit_erased: ["audit.erased"],
  report_opened: ["report.opened"],
  report_closed: ["report.closed"],
  account_disabled: ["account.disabled"],
  account_enabled: ["account.enabled"],
  signed_out: ["account.signed_out"],
} as const satisfies Record<string, readonly string[]>;

/** The text that says it; an act that this client does not know says itself. */
export function actText(t: TFunction, act: string): string {
  const found = Object.entries(keys).find(([, names]) => (names as readonly string[]).includes(act));
  return found ? t(`moderation.act.${found[0] as keyof typeof keys}`) : act;
}

/** The reason as people read it: of what was refused, the code's text. */
export function reasonText(t: TFunction, act: string, reason: string): string {
  if (act === "access.refused" || act === "sign_in.failed") return codeText(t, reason);
  if (act === "group.role_changed") return t(reason === "manager" ? "moderation.audit.to_manager" : "moderation.audit.to_member");
  return reason;
}
