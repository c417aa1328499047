import { Fragment, lazy, type ReactNode, Suspense } from "react";
import type { MessageView } from "@/contract/http";
import { cx } from "@/ui/class-names";
import { isRich } from "../is-rich";
import { pieces } from "../links";
import { mentionPieces } from "../mentions";

const loadRich = () => import("./rich-text");
const RichText = lazy(loadRich);

/** Fetches the renderer of Markdown ahead, so that nothing grows under the reader's eyes. */
export function prepareRichText(): void {
  void loadRich();
}

interface Props {
  text: string;
  mentions: Pick<MessageView, "mentions" | "mentionsAll">;
  myUserId: string;
}

/** A message's words: plain ones at once, Markdown by a renderer that is fetched when first needed. */
export function MessageText({ text, mentions, myUserId }: Props) {
  const leaf = (part: string) => <Words text={part} mentions={mentions} myUserId={myUserId} />;
  const plain = <p className="whitespace-pre-wrap">{leaf(text)}</p>;
  return (
    <div className={cx("mt-0.5 [overflow-wrap:anywhere]", isOnlyEmoji(text) ? "text-[28px] leading-snug" : "")}>
      {isRich(text) ? (
        <Suspense fallback={plain}>
          <RichText text={text} leaf={leaf} />
        </Suspense>
      ) : (
        plain
      )}
    </div>
  );
}

function isOnlyEmoji(text: string): boolean {
  return text.length <= 24 && /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F|\s)+$/u.test(text);
}

function Words({ text, mentions, myUserId }: Props): ReactNode {
  return pieces(text).map((piece, index) =>
    piece.kind === "text" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
      <Fragment key={index}>
        {mentionPieces(piece.text, mentions, myUserId).map((part, at) =>
          part.kind === "text" ? (
            part.text
          ) : (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
              key={at}
              className={cx(
                "rounded-[5px] px-1 font-semibold",
                part.me ? "bg-focus-soft text-focus-text" : "bg-accent-soft text-accent",
              )}
            >
              {part.text}
            </span>
          ),
        )}
      </Fragment>
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never change places.
        key={index}
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
      >
        {piece.text}
      </a>
    ),
  );
}
