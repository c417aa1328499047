import { Marked, type Token, type Tokens } from "marked";

/** A formula, between `$…$` or `$$…$$`. */
export interface MathToken extends Tokens.Generic {
  type: "math";
  text: string;
  display: boolean;
}

// As elsewhere: no space inside the dollars, and no digit after them, or "$5 and $10" would be a formula.
const inlineMath = /^\$(?!\s)((?:\\[^\n]|[^\\$\n])+?)(?<!\s)\$(?!\d)/;
const inlineDisplay = /^\$\$((?:\\[\s\S]|[^\\$])+?)\$\$/;
const blockMath = /^ {0,3}\$\$((?:\\[\s\S]|[^\\$])+?)\$\$ *(?:\n|$)/;

function mathToken(found: RegExpExecArray | null, display: boolean): MathToken | undefined {
  const text = found?.[1]?.trim();
  return found && text ? { type: "math", raw: found[0], text, display } : undefined;
}

const marked = new Marked({
  gfm: true,
  extensions: [
    {
      name: "math",
      level: "block",
      start: (source) => source.match(/^ {0,3}\$\$/m)?.index,
      tokenizer: (source) => mathToken(blockMath.exec(source), true),
    },
    {
      name: "math",
      level: "inline",
      start: (source) => {
        const at = source.indexOf("$");
        return at < 0 ? undefined : at;
      },
      tokenizer: (source) => mathToken(inlineDisplay.exec(source), true) ?? mathToken(inlineMath.exec(source), false),
    },
  ],
});

/** A message as a tree. What becomes of each node is the renderer's to say; nothing here is HTML. */
export function parse(text: string): Token[] {
  return marked.lexer(text);
}

/** Only these lead out of a message. */
export function safeAddress(href: string): string | null {
  try {
    const url = new URL(href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
