import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { groups, oneEmoji } from "../emoji";

interface Props {
  /** the button that opens it */
  children: ReactNode;
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
}

const columns = 8;

/** A small choice of emoji, and a line for any other. */
export function EmojiPicker({ children, onPick, onOpenChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const own = oneEmoji(typed);

  function become(next: boolean) {
    setOpen(next);
    setTyped("");
    onOpenChange?.(next);
  }

  function pick(emoji: string) {
    become(false);
    onPick(emoji);
  }

  return (
    <Popover.Root open={open} onOpenChange={become}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t("chat.emoji.label")}
          role="dialog"
          onKeyDown={moveFocus}
          className="quiet-scroll z-50 max-h-72 w-[19rem] animate-rise overflow-y-auto rounded-card border border-line bg-raised p-2 text-text shadow-float outline-none"
        >
          {groups.map((group) => (
            <section key={group.name} aria-label={t(`chat.emoji.${group.name}`)}>
              <h3 className="px-1 pt-1 pb-0.5 text-xs font-semibold tracking-normal text-muted">
                {t(`chat.emoji.${group.name}`)}
              </h3>
              <div className="grid grid-cols-8">
                {group.emoji.split(" ").map((emoji) => (
                  <button
                    key={emoji}
                    type="button"
                    aria-label={emoji}
                    onClick={() => pick(emoji)}
                    className="grid aspect-square place-items-center rounded-control text-xl hover:bg-sunken focus-visible:bg-sunken"
                  >
                    {emoji}
                  </button>
                ))}
              </div>
            </section>
          ))}
          <form
            className="sticky -bottom-2 mt-1 border-t border-line bg-raised pt-2 pb-1"
            onSubmit={(event) => {
              event.preventDefault();
              if (own) pick(own);
            }}
          >
            <input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              placeholder={t("chat.emoji.other")}
              aria-label={t("chat.emoji.other")}
              aria-invalid={typed.trim() !== "" && own === null ? true : undefined}
              maxLength={32}
              className="min-h-9 w-full rounded-control border border-line-strong bg-raised px-3 text-sm"
            />
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Arrow keys go through the emoji as they lie. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>) {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}
