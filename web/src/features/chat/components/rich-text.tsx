import type { Token, Tokens } from "marked";
import { lazy, type ReactNode, Suspense, useMemo } from "react";
import { type MathToken, parse, safeAddress } from "../markdown";
import { CodeBlock } from "./code-block";

const MathText = lazy(() => import("./math-text"));

type Leaf = (text: string) => ReactNode;

/**
 * Markdown as elements of ours: a token that is not listed becomes its own source text. HTML in a message is text, pictures from
 * elsewhere are links.
 */
export default function RichText({ text, leaf }: { text: string; leaf: Leaf }) {
  const tokens = useMemo(() => parse(text), [text]);
  return <div className="grid gap-1.5">{blocks(tokens, leaf)}</div>;
}

function blocks(tokens: Token[], leaf: Leaf): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
  return tokens.filter((token) => token.type !== "space").map((token, index) => <Block key={index} token={token} leaf={leaf} />);
}

function Block({ token, leaf }: { token: Token; leaf: Leaf }): ReactNode {
  switch (token.type) {
    case "paragraph":
      return <p className="whitespace-pre-wrap">{inline(token.tokens ?? [], leaf)}</p>;
    case "text":
      return <p className="whitespace-pre-wrap">{token.tokens ? inline(token.tokens, leaf) : leaf(token.text)}</p>;
    case "heading":
      return <p className={token.depth <= 2 ? "text-base font-bold" : "font-bold"}>{inline(token.tokens ?? [], leaf)}</p>;
    case "code":
      return <CodeBlock text={token.text} language={token.lang ?? ""} />;
    case "math":
      return <Formula token={token as MathToken} />;
    case "blockquote":
      return (
        <blockquote className="grid gap-1.5 border-l-2 border-line-strong pl-3 text-muted">
          {blocks(token.tokens ?? [], leaf)}
        </blockquote>
      );
    case "list":
      return <List list={token as Tokens.List} leaf={leaf} />;
    case "table":
      return <Table table={token as Tokens.Table} leaf={leaf} />;
    case "hr":
      return <hr className="my-1 border-line" />;
    default:
      return <p className="whitespace-pre-wrap">{leaf(token.raw.trimEnd())}</p>;
  }
}

function List({ list, leaf }: { list: Tokens.List; leaf: Leaf }) {
  const items = list.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
    <li key={index} className={item.task ? "flex list-none items-baseline gap-2" : ""}>
      {item.task ? (
        <input type="checkbox" checked={item.checked ?? false} readOnly disabled className="translate-y-0.5 accent-accent" />
      ) : null}
      <div className="grid gap-1">
        {blocks(
          item.tokens.filter((token) => token.type !== "checkbox"),
          leaf,
        )}
      </div>
    </li>
  ));
  return list.ordered ? (
    <ol start={list.start === "" ? 1 : list.start} className="num grid list-decimal gap-0.5 pl-6">
      {items}
    </ol>
  ) : (
    <ul className={list.items.some((item) => item.task) ? "grid gap-0.5" : "grid list-disc gap-0.5 pl-5"}>{items}</ul>
  );
}

function Table({ table, leaf }: { table: Tokens.Table; leaf: Leaf }) {
  const cell = (content: Tokens.TableCell) => inline(content.tokens, leaf);
  return (
    <div className="quiet-scroll max-w-full overflow-x-auto rounded-control border border-line">
      <table className="num w-full border-collapse text-[13px]">
        <thead className="bg-sunken">
          <tr>
            {table.header.map((content, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
              <th key={index} className="px-2.5 py-1.5 font-semibold" style={{ textAlign: content.align ?? "left" }}>
                {cell(content)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
            <tr key={at} className="border-t border-line">
              {row.map((content, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
                <td key={index} className="px-2.5 py-1.5" style={{ textAlign: content.align ?? "left" }}>
                  {cell(content)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(tokens: Token[], leaf: Leaf): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: the nodes of one text never change places.
  return besideFormulas(tokens).map((token, index) => <Inline key={index} token={token} leaf={leaf} />);
}

/** A formula on lines of its own breaks them itself. */
function besideFormulas(tokens: Token[]): Token[] {
  const standsAlone = (token: Token | undefined) => token?.type === "math" && (token as MathToken).display;
  return tokens.map((token, index) => {
    if (token.type !== "text") return token;
    let text = token.text as string;
    if (standsAlone(tokens[index - 1])) text = text.replace(/^\n/, "");
    if (standsAlone(tokens[index + 1])) text = text.replace(/\n$/, "");
    return text === token.text ? token : { ...token, text };
  });
}

function Inline({ token, leaf }: { token: Token; leaf: Leaf }): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens ? inline(token.tokens, leaf) : leaf(token.text);
    case "escape":
      return token.text;
    case "strong":
      return <strong className="font-bold">{inline(token.tokens ?? [], leaf)}</strong>;
    case "em":
      return <em>{inline(token.tokens ?? [], leaf)}</em>;
    case "del":
      return <del className="text-muted">{inline(token.tokens ?? [], leaf)}</del>;
    case "codespan":
      return <code className="rounded-[5px] bg-sunken px-1.5 py-0.5 font-mono text-[0.9em]">{token.text}</code>;
    case "br":
      return "\n";
    case "math":
      return <Formula token={token as MathToken} />;
    case "link":
    case "image":
      return (
        <Link href={token.href} label={token.type === "image" ? token.text || token.href : inline(token.tokens ?? [], leaf)} />
      );
    default:
      return leaf(token.raw);
  }
}

function Formula({ token }: { token: MathToken }) {
  return (
    <Suspense fallback={token.raw}>
      <MathText text={token.text} display={token.display} />
    </Suspense>
  );
}

function Link({ href, label }: { href: string; label: ReactNode }) {
  const address = safeAddress(href);
  return address === null ? (
    label
  ) : (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer nofollow ugc"
      className="text-accent underline underline-offset-2 [overflow-wrap:anywhere]"
    >
      {label}
    </a>
  );
}
