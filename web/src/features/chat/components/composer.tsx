import { useQuery } from "@tanstack/react-query";
import { Check, Paperclip, Pencil, Reply, SendHorizontal, X } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import type { MessageView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { cx } from "@/ui/class-names";
import { Spinner } from "@/ui/spinner";
import { peopleQuery } from "../api";
import { accepted } from "../files";
import { nameAtCaret, suggestions } from "../mentions";
import { plain } from "../plain";
import { quoteOf } from "../state";
import { useAttachments } from "../use-attachments";
import { AttachmentRow } from "./attachment-row";
import { useChat } from "./chat-context";
import { MentionList } from "./mention-list";
import { useName } from "./message-row";

const longest = 4000;

/** What the next line is about: a message to answer, or one of ours to put right. */
export type ComposerSubject = { kind: "reply" | "edit"; message: MessageView } | null;

interface Props {
  waitingFull: boolean;
  offline: boolean;
  subject: ComposerSubject;
  onSubject: (subject: ComposerSubject) => void;
  onEditLast: () => void;
  onRefused: (code: string | null) => void;
}

export function Composer({ waitingFull, offline, subject, onSubject, onEditLast, onRefused }: Props) {
  const { t } = useTranslation();
  const { session, me, isHost } = useChat();
  const stored = `studyhub.draft.${session.roomId}`;
  const [text, setText] = useState(() => sessionStorage.getItem(stored) ?? "");
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  const [wanted, setWanted] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const attachments = useAttachments(session);
  const editing = subject?.kind === "edit" ? subject.message : null;
  const name = nameAtCaret(text, caret);
  const people = useQuery({ ...peopleQuery(session.roomId), enabled: name !== null });
  const offered =
    name === null || dismissed === name.from ? [] : suggestions(people.data?.items ?? [], name.typed, me.id, isHost);
  const tooLong = [...text.trim()].length > longest;
  const hasContent = text.trim() !== "" || attachments.all.length > 0 || (editing?.files.length ?? 0) > 0;
  const sendable = hasContent && !tooLong && !waitingFull && !attachments.failed;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 160)}px`;
  }, [text]);

  // Editing begins with the message's text, and gives the draft back in the end.
  useEffect(() => {
    setText(editing ? editing.text : (sessionStorage.getItem(stored) ?? ""));
    if (subject !== null) area.current?.focus();
  }, [editing, subject, stored]);

  function change(next: string) {
    setText(next);
    if (editing) return;
    if (next === "") sessionStorage.removeItem(stored);
    else sessionStorage.setItem(stored, next);
    if (next.trim() !== "") session.tellTyping();
  }

  // Sent while files were on their way: it goes with the last of them.
  useEffect(() => {
    if (!wanted || attachments.uploading) return;
    setWanted(false);
    if (!attachments.failed) latestSend.current();
  }, [wanted, attachments.uploading, attachments.failed]);

  function send() {
    if (!sendable) return;
    if (attachments.uploading) return setWanted(true);
    if (editing) {
      const edited = text.trim();
      onSubject(null);
      if (edited !== editing.text) void session.edit(editing.sequence, edited).then(onRefused);
    } else if (
      session.send({ text: text.trim(), replyTo: subject ? quoteOf(subject.message) : null, files: attachments.ready })
    ) {
      change("");
      attachments.clear();
      onSubject(null);
    }
    area.current?.focus();
  }

  const latestSend = useRef(send);
  latestSend.current = send;

  function mention(handle: string) {
    if (name === null) return;
    const next = `${text.slice(0, name.from)}@${handle} ${text.slice(caret)}`;
    const at = name.from + handle.length + 2;
    // At once: a caret that moved later would jump back under who types on.
    flushSync(() => {
      change(next);
      setCaret(at);
    });
    area.current?.focus();
    area.current?.setSelectionRange(at, at);
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    // The Enter that ends a composition belongs to the input method; Safari tells it by the key code only.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (offered.length > 0 && pressInList(event)) return;
    if (event.key === "Escape" && subject !== null) {
      event.preventDefault();
      onSubject(null);
    } else if (event.key === "ArrowUp" && text === "" && subject === null) {
      event.preventDefault();
      onEditLast();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  }

  function pressInList(event: KeyboardEvent): boolean {
    const at = Math.min(chosen, offered.length - 1);
    if (event.key === "ArrowDown") setChosen((at + 1) % offered.length);
    else if (event.key === "ArrowUp") setChosen((at - 1 + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") mention(offered[at]?.handle ?? "");
    else if (event.key === "Escape") setDismissed(name?.from ?? null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  function take(event: ClipboardEvent | DragEvent, files: FileList | undefined) {
    if (files === undefined || files.length === 0 || editing) return;
    event.preventDefault();
    attachments.add([...files]);
    area.current?.focus();
  }

  const complaint = tooLong
    ? codeText(t, "chat.text_too_long")
    : waitingFull
      ? t("chat.queue_full")
      : attachments.tooMany
        ? t("chat.file.too_many")
        : null;
  const round = "grid size-9 flex-none place-items-center rounded-control transition-colors";
  return (
    <div
      role="group"
      aria-label={t("chat.compose")}
      className="relative p-3 pt-1 phone:px-4"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={() => setDragging(false)}
      onDrop={(event) => {
        setDragging(false);
        take(event, event.dataTransfer.files);
      }}
    >
      {complaint ? (
        <p id="composer-complaint" role="alert" className="px-1 pb-2 text-xs text-danger">
          {complaint}
        </p>
      ) : null}
      {offline && !complaint ? <p className="px-1 pb-2 text-xs text-muted">{t("chat.offline")}</p> : null}
      {offered.length > 0 ? (
        <MentionList people={offered} chosen={Math.min(chosen, offered.length - 1)} onPick={mention} />
      ) : null}
      <div
        className={cx(
          "rounded-card border bg-raised transition-colors focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent",
          dragging ? "border-accent bg-accent-soft" : "border-line-strong",
        )}
      >
        {subject ? <Subject subject={subject} onClose={() => onSubject(null)} /> : null}
        {attachments.all.length > 0 ? (
          <ul className="quiet-scroll grid max-h-36 gap-1 overflow-y-auto border-b border-line p-1.5">
            {attachments.all.map((one) => (
              <AttachmentRow
                key={one.key}
                attachment={one}
                onRemove={() => attachments.remove(one.key)}
                onRetry={() => attachments.retry(one.key)}
              />
            ))}
          </ul>
        ) : null}
        <div className="flex items-end gap-0.5 p-1.5">
          <button
            type="button"
            onClick={() => picker.current?.click()}
            disabled={editing !== null}
            aria-label={t("chat.file.attach")}
            title={t("chat.file.attach")}
            className={cx(round, "text-muted hover:bg-sunken hover:text-text disabled:opacity-40")}
          >
            <Paperclip size={18} aria-hidden />
          </button>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept={accepted}
            aria-hidden
            tabIndex={-1}
            onChange={(event) => {
              attachments.add([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
          <textarea
            ref={area}
            rows={1}
            value={text}
            onChange={(event) => {
              change(event.target.value);
              setCaret(event.target.selectionStart);
              setChosen(0);
              setDismissed(null);
            }}
            onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
            onKeyDown={press}
            onPaste={(event) => take(event, event.clipboardData.files)}
            aria-label={t("chat.message")}
            aria-invalid={complaint ? true : undefined}
            aria-describedby={complaint ? "composer-complaint" : undefined}
            aria-controls={offered.length > 0 ? "mention-list" : undefined}
            aria-activedescendant={offered.length > 0 ? `mention-${Math.min(chosen, offered.length - 1)}` : undefined}
            aria-autocomplete="list"
            placeholder={t("chat.placeholder")}
            enterKeyHint="send"
            className="quiet-scroll max-h-40 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-1 py-2 text-base leading-5 outline-none phone:text-sm phone:leading-5"
          />
          <button
            type="button"
            onClick={send}
            disabled={!sendable}
            aria-busy={wanted || undefined}
            aria-label={t(editing ? "chat.save" : "chat.send")}
            title={t(editing ? "chat.save" : "chat.send")}
            className={cx(round, "bg-accent text-on-accent hover:bg-accent-strong disabled:bg-sunken disabled:text-muted")}
          >
            {wanted ? <Spinner /> : editing ? <Check size={18} aria-hidden /> : <SendHorizontal size={18} aria-hidden />}
          </button>
        </div>
      </div>
    </div>
  );
}

function Subject({ subject, onClose }: { subject: NonNullable<ComposerSubject>; onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = useName();
  const { kind, message } = subject;
  const Icon = kind === "edit" ? Pencil : Reply;
  const said = plain(message.text) || t("chat.files", { count: message.files.length });
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-3 text-xs text-muted">
      <Icon size={14} aria-hidden className="text-accent" />
      <span className="min-w-0 flex-1 truncate">
        <b className="font-semibold text-text">
          {kind === "edit" ? t("chat.editing") : t("chat.reply_to", { name: nameOf(message.author) })}
        </b>{" "}
        {said}
      </span>
      <button
        type="button"
        aria-label={t("common.cancel")}
        title={t("common.cancel")}
        onClick={onClose}
        className="grid size-8 place-items-center rounded-control hover:bg-sunken"
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
