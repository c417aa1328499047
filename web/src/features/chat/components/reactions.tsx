import { SmilePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MessageView } from "@/contract/http";
import { cx } from "@/ui/class-names";
import { useChat } from "./chat-context";
import { EmojiPicker } from "./emoji-picker";

const namedPeople = 8;

export function Reactions({ message }: { message: MessageView }) {
  const { t } = useTranslation();
  const { session, me, mayWrite, names, run } = useChat();
  if (message.reactions.length === 0) return null;
  return (
    <div className="mt-1 mb-0.5 flex flex-wrap items-center gap-1">
      {message.reactions.map(({ emoji, userIds }) => {
        const mine = userIds.includes(me.id);
        const people = userIds.slice(0, namedPeople).map((id) => names.get(id) ?? t("chat.somebody"));
        const who =
          userIds.length > namedPeople ? [...people, t("chat.and_more", { count: userIds.length - namedPeople })] : people;
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={mine}
            disabled={!mayWrite}
            aria-label={t("chat.reaction", { emoji, count: userIds.length })}
            title={who.join(", ")}
            onClick={() => run(session.react(message.sequence, emoji, !mine))}
            className={cx(
              "num inline-flex h-7 items-center gap-1.5 rounded-full border px-2 text-xs font-semibold transition-colors",
              mine ? "border-accent bg-accent-soft text-accent" : "border-line bg-raised text-muted hover:border-line-strong",
            )}
          >
            <span className="text-sm leading-none">{emoji}</span>
            {userIds.length}
          </button>
        );
      })}
      {mayWrite ? (
        <EmojiPicker onPick={(emoji) => run(session.react(message.sequence, emoji, true))}>
          <button
            type="button"
            aria-label={t("chat.react")}
            title={t("chat.react")}
            className="grid size-7 place-items-center rounded-full text-muted transition-colors hover:bg-sunken hover:text-text"
          >
            <SmilePlus size={15} aria-hidden />
          </button>
        </EmojiPicker>
      ) : null}
    </div>
  );
}
