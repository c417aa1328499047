import { SmilePlus } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Reaction } from "@/contract/live";
import { reactions, signs } from "../gestures";
import { Control } from "./control";

/** Eight signs, one press each; open until somebody presses elsewhere, for who claps once may clap again. */
export function ReactionPicker({ onReact }: { onReact: (reaction: Reaction) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Control icon={SmilePlus} look={open ? "on" : "plain"} label={t("meetings.controls.react")} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          role="group"
          aria-label={t("meetings.controls.react")}
          side="top"
          sideOffset={10}
          collisionPadding={8}
          className="z-50 grid animate-rise grid-cols-4 gap-0.5 rounded-card border border-line bg-raised p-1.5 shadow-float phone:grid-cols-8"
        >
          {reactions.map((reaction) => (
            <button
              key={reaction}
              type="button"
              aria-label={t(`meetings.reaction.${reaction}`)}
              title={t(`meetings.reaction.${reaction}`)}
              onClick={() => onReact(reaction)}
              className="grid size-11 place-items-center rounded-control text-2xl transition-transform hover:bg-sunken active:scale-90"
            >
              <span aria-hidden>{signs[reaction]}</span>
            </button>
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
