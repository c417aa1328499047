import { Copy, Ellipsis, Flag, Pencil, Pin, PinOff, Reply, SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessageView } from "@/contract/http";
import { cx } from "@/ui/class-names";
import { Menu, type MenuItem } from "@/ui/menu";
import { usePeople } from "@/ui/people";
import { quick } from "../emoji";
import { useChat } from "./chat-context";
import { EmojiPicker } from "./emoji-picker";

const button =
  "grid size-7 place-items-center rounded-control text-muted transition-colors hover:bg-sunken hover:text-text data-[state=open]:bg-sunken";

/** What can be done with a message: at hand while the pointer or the keyboard is on it, and always on touch screens. */
export function MessageActions({ message }: { message: MessageView }) {
  const { t } = useTranslation();
  const { session, me, isHost, mayWrite, reply, edit, askDelete, run } = useChat();
  const people = usePeople();
  const [open, setOpen] = useState(false);
  const mine = message.author.id === me.id;
  const items: MenuItem[] = [];
  if (mayWrite) items.push({ icon: Reply, label: t("chat.reply"), movesFocus: true, onSelect: () => reply(message) });
  if (message.text)
    items.push({ icon: Copy, label: t("chat.copy"), onSelect: () => void navigator.clipboard.writeText(message.text) });
  if (mayWrite && session.mayEdit(message))
    items.push({ icon: Pencil, label: t("chat.edit"), movesFocus: true, onSelect: () => edit(message) });
  if (mayWrite && isHost)
    items.push({
      icon: message.pinned ? PinOff : Pin,
      label: t(message.pinned ? "chat.unpin" : "chat.pin"),
      onSelect: () => run(session.pin(message.sequence, !message.pinned)),
    });
  if (mayWrite && (mine || isHost))
    items.push({ icon: Trash2, label: t("chat.delete"), danger: true, onSelect: () => askDelete(message) });
  if (!mine) {
    const { id, handle, displayName } = message.author;
    const name = displayName || t("common.deleted_user");
    items.push(
      {
        icon: Flag,
        label: t("moderation.menu.report_message"),
        onSelect: () => people.report({ kind: "message", id: session.roomId, sequence: message.sequence, name }),
      },
      ...people.deeds({ userId: id, handle, displayName: name }),
    );
  }
  if (items.length === 0) return null;
  return (
    <div
      className={cx(
        "absolute -top-3 right-1 z-10 flex rounded-control border border-line bg-raised p-0.5 shadow-lift transition-opacity",
        "pointer-fine:pointer-events-none pointer-fine:opacity-0 pointer-fine:group-hover/message:pointer-events-auto pointer-fine:group-hover/message:opacity-100",
        "pointer-fine:group-focus-within/message:pointer-events-auto pointer-fine:group-focus-within/message:opacity-100",
        "pointer-coarse:top-0 pointer-coarse:right-0 pointer-coarse:border-transparent pointer-coarse:bg-transparent pointer-coarse:shadow-none",
        open ? "pointer-events-auto! opacity-100!" : "",
      )}
    >
      {mayWrite ? (
        <>
          <EmojiPicker onPick={(emoji) => run(session.react(message.sequence, emoji, true))} onOpenChange={setOpen}>
            <button
              type="button"
              aria-label={t("chat.react")}
              title={t("chat.react")}
              className={cx(button, "pointer-coarse:hidden")}
            >
              <SmilePlus size={15} aria-hidden />
            </button>
          </EmojiPicker>
          <button
            type="button"
            aria-label={t("chat.reply")}
            title={t("chat.reply")}
            onClick={() => reply(message)}
            className={cx(button, "pointer-coarse:hidden")}
          >
            <Reply size={15} aria-hidden />
          </button>
        </>
      ) : null}
      <Menu
        items={items}
        onOpenChange={setOpen}
        quick={
          mayWrite
            ? quick.map((emoji) => {
                const on = message.reactions.some((kind) => kind.emoji === emoji && kind.userIds.includes(me.id));
                return {
                  sign: emoji,
                  pressed: on,
                  onSelect: () => run(session.react(message.sequence, emoji, !on)),
                };
              })
            : undefined
        }
        trigger={
          <button type="button" aria-label={t("chat.more")} title={t("chat.more")} className={button}>
            <Ellipsis size={15} aria-hidden />
          </button>
        }
      />
    </div>
  );
}
