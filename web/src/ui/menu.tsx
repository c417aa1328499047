import type { LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { cx } from "./class-names";

export interface MenuItem {
  icon: LucideIcon;
  label: string;
  onSelect: () => void;
  danger?: boolean;
  /** The focus goes where this leads, not back to the trigger. */
  movesFocus?: boolean;
}

interface Props {
  trigger: ReactNode;
  items: MenuItem[];
  onOpenChange?: (open: boolean) => void;
  /** Signs in a row above the items. */
  quick?: { sign: string; pressed: boolean; onSelect: () => void }[] | undefined;
}

/** A few things to do with one thing. `trigger` is a button with a name. */
export function Menu({ trigger, items, onOpenChange, quick }: Props) {
  const [open, setOpen] = useState(false);
  const focusMoved = useRef(false);
  const become = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={become}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (focusMoved.current) event.preventDefault();
            focusMoved.current = false;
          }}
          className="z-50 min-w-44 animate-rise rounded-card border border-line bg-raised p-1 text-text shadow-float"
        >
          {quick ? (
            <DropdownMenu.Group className="mb-1 flex gap-0.5 border-b border-line pb-1">
              {quick.map(({ sign, pressed, onSelect }) => (
                <DropdownMenu.CheckboxItem
                  key={sign}
                  checked={pressed}
                  onSelect={onSelect}
                  className="grid size-9 cursor-pointer place-items-center rounded-control text-lg outline-none data-highlighted:bg-sunken data-[state=checked]:bg-accent-soft"
                >
                  {sign}
                </DropdownMenu.CheckboxItem>
              ))}
            </DropdownMenu.Group>
          ) : null}
          {items.map(({ icon: Icon, label, onSelect, danger, movesFocus = false }) => (
            <DropdownMenu.Item
              key={label}
              onSelect={() => {
                focusMoved.current = movesFocus;
                onSelect();
              }}
              className={cx(
                "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-control px-3 text-sm outline-none data-highlighted:bg-sunken",
                danger ? "text-danger" : "",
              )}
            >
              <Icon size={16} aria-hidden />
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
