import { X } from "lucide-react";
import { Dialog as Parts } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./class-names";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  titleHidden?: boolean;
  description?: string | undefined;
  closeLabel: string;
  children: ReactNode;
  /** from the bottom edge, tall, for phones */
  sheet?: boolean;
}

export function Dialog({
  open,
  onOpenChange,
  title,
  titleHidden = false,
  description,
  closeLabel,
  children,
  sheet = false,
}: Props) {
  return (
    <Parts.Root open={open} onOpenChange={onOpenChange}>
      <Parts.Portal>
        <Parts.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Parts.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed z-50 flex animate-rise flex-col text-text shadow-float outline-none",
            sheet
              ? "inset-x-0 bottom-0 h-[min(82dvh,640px)] rounded-t-tile bg-surface"
              : "inset-x-0 bottom-0 mx-auto bg-raised max-h-[90dvh] w-full overflow-y-auto rounded-t-tile p-5 pb-8 phone:top-1/2 phone:bottom-auto phone:max-w-[460px] phone:-translate-y-1/2 phone:rounded-tile phone:p-6",
          )}
        >
          <div className={cx("flex items-start justify-between gap-4", sheet ? "px-5 pt-3" : "")}>
            <div className={cx("min-w-0", titleHidden ? "sr-only" : "")}>
              <Parts.Title className="text-lg font-bold">{title}</Parts.Title>
              {description ? <Parts.Description className="mt-1 text-muted">{description}</Parts.Description> : null}
            </div>
            <Parts.Close
              aria-label={closeLabel}
              title={closeLabel}
              className="relative z-10 -mt-1 -mr-2 ml-auto grid size-9 flex-none place-items-center rounded-control text-muted hover:bg-sunken hover:text-text"
            >
              <X size={18} aria-hidden />
            </Parts.Close>
          </div>
          {children}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
