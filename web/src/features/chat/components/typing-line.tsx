import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useChat } from "./chat-context";
import { useName } from "./message-row";

const named = 3;

/** Who is writing just now: at most three by name. */
export function TypingLine() {
  const { t } = useTranslation();
  const { session } = useChat();
  const nameOf = useName();
  const people = useSyncExternalStore(session.watch, session.typing);
  const names = people.slice(0, named).map(nameOf).join(", ");
  return (
    <p className="h-5 truncate px-5 text-xs text-muted" aria-hidden={people.length === 0}>
      {people.length === 0 ? null : (
        <span className="inline-flex max-w-full items-center gap-2">
          <span aria-hidden className="flex gap-0.5">
            {[0, 1, 2].map((dot) => (
              <span
                key={dot}
                style={{ animationDelay: `${dot * 160}ms` }}
                className="size-1 animate-breathe rounded-full bg-current"
              />
            ))}
          </span>
          <span className="truncate">
            {people.length > named ? t("chat.typing_more", { names, count: people.length - named }) : t("chat.typing", { names })}
          </span>
        </span>
      )}
    </p>
  );
}
