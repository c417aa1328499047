import { Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { AuthorView } from "@/contract/http";
import { Avatar } from "@/ui/avatar";
import { cx } from "@/ui/class-names";

interface Props {
  people: readonly AuthorView[];
  chosen: number;
  onPick: (handle: string) => void;
}

/** Who may be meant, above the line that is being written; the keyboard stays in that line. */
export function MentionList({ people, chosen, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <div
      id="mention-list"
      role="listbox"
      aria-label={t("chat.mention")}
      className="absolute inset-x-3 bottom-full z-20 mb-1 animate-rise rounded-card border border-line bg-raised p-1 shadow-float phone:inset-x-4"
    >
      {people.map((person, index) => (
        <div
          key={person.handle}
          id={`mention-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(person.handle);
          }}
          className={cx(
            "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-control px-2.5",
            index === chosen ? "bg-sunken" : "",
          )}
        >
          {person.id === "" ? (
            <span className="grid size-7 place-items-center rounded-full bg-accent-soft text-accent">
              <Users size={14} aria-hidden />
            </span>
          ) : (
            <Avatar id={person.id} name={person.displayName} src={person.avatar} />
          )}
          <span className="min-w-0 truncate">
            <b className="font-semibold">{person.id === "" ? t("chat.everybody") : person.displayName}</b>{" "}
            <span className="text-muted">@{person.handle}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
