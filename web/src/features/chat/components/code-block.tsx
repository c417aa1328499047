import { Check, Copy } from "lucide-react";
import { Fragment, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Painted, paint, painter } from "../highlight";

const longest = 20_000;

/** Code with its colours, which come a moment after the code where its language must first be learned. */
export function CodeBlock({ text, language }: { text: string; language: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [painted, setPainted] = useState<Painted[] | null>(() => paintNow(text, language));

  useEffect(() => {
    let gone = false;
    setPainted(paintNow(text, language));
    if (painter.ready === null && text.length <= longest) {
      void painter.load().then(() => {
        if (!gone) setPainted(paintNow(text, language));
      });
    }
    return () => {
      gone = true;
    };
  }, [text, language]);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <div className="group/code relative my-0.5 max-w-full overflow-hidden rounded-control border border-line bg-sunken">
      {language ? <p className="px-3 pt-1.5 font-mono text-[11px] text-muted">{language.slice(0, 24)}</p> : null}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="quiet-scroll overflow-x-auto px-3 py-2 font-mono text-[12.5px] leading-[1.55] -outline-offset-2 [tab-size:4]"
      >
        <code>{painted === null ? text : nodes(painted)}</code>
      </pre>
      <button
        type="button"
        aria-label={t(copied ? "chat.copied" : "chat.copy_code")}
        title={t("chat.copy_code")}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        className="absolute top-1 right-1 grid size-7 place-items-center rounded-control bg-sunken text-muted opacity-0 transition-opacity group-hover/code:opacity-100 hover:text-text focus-visible:opacity-100"
      >
        {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      </button>
    </div>
  );
}

function paintNow(text: string, language: string): Painted[] | null {
  return text.length > longest ? null : paint(text, language);
}

function nodes(painted: Painted[]): ReactNode[] {
  return painted.map((piece, index) =>
    typeof piece === "string" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
      <Fragment key={index}>{piece}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
      <span key={index} className={piece.look}>
        {nodes(piece.inner)}
      </span>
    ),
  );
}
