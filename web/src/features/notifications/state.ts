import type { Level, NotificationSettingsView, NotificationView } from "@/contract/http";

export const levels = ["all", "mentions", "none"] as const satisfies readonly Level[];

export function levelOf(settings: NotificationSettingsView | undefined, groupId: string): Level {
  return settings?.groups.find((group) => group.groupId === groupId)?.level ?? "mentions";
}

const minutes = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
};

/** Whether it is a quiet hour, on the clock of where this browser is. Quiet hours may go over midnight. */
export function isQuiet(
  { quietOn, quietFrom, quietTo }: Pick<NotificationSettingsView, "quietOn" | "quietFrom" | "quietTo">,
  now: Date,
): boolean {
  if (!quietOn) return false;
  const [from, to, at] = [minutes(quietFrom), minutes(quietTo), now.getHours() * 60 + now.getMinutes()];
  return from < to ? at >= from && at < to : at >= from || at < to;
}

/** Where a notification leads. */
export function linkOf({ kind, place, sequence }: Pick<NotificationView, "kind" | "place" | "sequence">): string {
  switch (kind) {
    case "report_acted":
    case "report_no_violation":
      return "/me/people";
    case "application_refused":
    case "group_dissolved":
      return "/groups";
    case "kicked":
      return place?.kind === "group" ? "/groups" : "/rooms";
    default:
      if (place === null) return "/notifications";
      return sequence === null ? `/${place.kind}s/${place.id}` : `/${place.kind}s/${place.id}?message=${sequence}`;
  }
}

/** Where a notification leads somebody who sits in a room: to the message, if it is that room's. Null where it leads out of it. */
export function linkWithin(roomId: string, { place, sequence }: Pick<NotificationView, "place" | "sequence">): string | null {
  return place?.id === roomId && sequence !== null ? `/rooms/${roomId}?message=${sequence}` : null;
}

/** A count as a badge shows it. */
export const shortCount = (count: number): string => (count > 99 ? "99+" : `${count}`);
