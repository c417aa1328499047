import { CircleAlert, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names";

const kinds: Record<"info" | "warm" | "danger", { icon: LucideIcon; look: string }> = {
  info: { icon: Info, look: "bg-accent-soft text-text" },
  warm: { icon: TriangleAlert, look: "bg-focus-soft text-focus-text" },
  danger: { icon: CircleAlert, look: "bg-danger-soft text-danger" },
};

export function Notice({
  kind = "info",
  children,
  action,
}: {
  kind?: keyof typeof kinds;
  children: ReactNode;
  action?: ReactNode;
}) {
  const { icon: Icon, look } = kinds[kind];
  return (
    <div
      role={kind === "danger" ? "alert" : "status"}
      className={cx("flex gap-3 rounded-card px-4 py-3", action ? "flex-wrap items-center" : "items-start", look)}
    >
      <Icon size={18} aria-hidden className="mt-px" />
      <div className={cx("min-w-0 flex-1", action ? "basis-44" : "")}>{children}</div>
      {action ? <div className="ml-auto">{action}</div> : null}
    </div>
  );
}
