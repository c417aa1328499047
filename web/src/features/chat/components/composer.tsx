import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { codeText } from "@/i18n/refusal-text";

const longest = 4000;

interface Props {
  roomId: string;
  waitingFull: boolean;
  offline: boolean;
  onSend: (text: string) => boolean;
}

export function Composer({ roomId, waitingFull, offline, onSend }: Props) {
  const { t } = useTranslation();
  const stored = `studyhub.draft.${roomId}`;
  const [text, setText] = useState(() => sessionStorage.getItem(stored) ?? "");
  const area = useRef<HTMLTextAreaElement>(null);
  const tooLong = [...text.trim()].length > longest;
  const sendable = text.trim() !== "" && !tooLong && !waitingFull;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text.
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 160)}px`;
  }, [text]);

  function change(next: string) {
    setText(next);
    if (next === "") sessionStorage.removeItem(stored);
    else sessionStorage.setItem(stored, next);
  }

  function send() {
    if (sendable && onSend(text.trim())) change("");
    area.current?.focus();
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || event.shiftKey) return;
    // The Enter that ends a composition belongs to the input method; Safari tells it by the key code only.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  }

  const complaint = tooLong ? codeText(t, "chat.text_too_long") : waitingFull ? t("chat.queue_full") : null;
  return (
    <div className="p-3 pt-2 phone:p-4 phone:pt-2">
      {complaint ? (
        <p id="composer-complaint" role="alert" className="px-1 pb-2 text-xs text-danger">
          {complaint}
        </p>
      ) : null}
      {offline && !complaint ? <p className="px-1 pb-2 text-xs text-muted">{t("chat.offline")}</p> : null}
      <div className="flex items-end gap-2 rounded-card border border-line-strong bg-raised p-1.5 pl-3.5 transition-colors focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent">
        <textarea
          ref={area}
          rows={1}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={press}
          aria-label={t("chat.message")}
          aria-invalid={complaint ? true : undefined}
          aria-describedby={complaint ? "composer-complaint" : undefined}
          placeholder={t("chat.placeholder")}
          enterKeyHint="send"
          className="quiet-scroll max-h-40 min-h-9 min-w-0 flex-1 resize-none bg-transparent py-2 text-base leading-5 outline-none phone:text-sm phone:leading-5"
        />
        <button
          type="button"
          onClick={send}
          disabled={!sendable}
          aria-label={t("chat.send")}
          title={t("chat.send")}
          className="grid size-9 flex-none place-items-center rounded-control bg-accent text-on-accent transition-colors hover:bg-accent-strong disabled:bg-sunken disabled:text-muted"
        >
          <SendHorizontal size={18} aria-hidden />
        </button>
      </div>
    </div>
  );
}
