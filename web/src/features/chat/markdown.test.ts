import katex from "katex";
import type { Token } from "marked";
import { describe, expect, it } from "vitest";
import { oneEmoji } from "./emoji";
import { isRich } from "./is-rich";
import { parse, safeAddress } from "./markdown";
import { plain } from "./plain";

const kinds = (text: string): string[] => {
  const walk = (tokens: Token[]): string[] =>
    tokens.flatMap((token) => [token.type, ...walk(("tokens" in token && token.tokens) || [])]);
  return walk(parse(text));
};

describe("markdown", () => {
  it("finds formulas, and leaves money alone", () => {
    expect(kinds("$a^2$ 그리고 $$b$$")).toContain("math");
    expect(kinds("$$\n\\frac{a}{b}\n$$")).toEqual(["math"]);
    for (const money of ["$5에서 $10까지", "$5 and $10", "값은 $ 5 $", "$5-$10"]) expect(kinds(money)).not.toContain("math");
  });

  it("keeps HTML, scripts and pictures as source that nobody runs", () => {
    expect(kinds("<script>alert(1)</script>")).toEqual(["html"]);
    expect(kinds("![x](https://example.org/x.png)")).toEqual(["paragraph", "image", "text"]);
  });

  it("leads only to web and mail addresses", () => {
    expect(safeAddress("https://example.org/a")).toBe("https://example.org/a");
    for (const bad of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "/relative", "vbscript:x"])
      expect(safeAddress(bad)).toBeNull();
  });

  it("is fetched only for texts that need it", () => {
    for (const plain of ["안녕하세요!", "https://example.org/a-b", "내일 6시, 알았지?", "3 - 2"])
      expect(isRich(plain)).toBe(false);
    for (const rich of ["**굵게**", "`x`", "- 하나", "1. 하나", "> 인용", "| a |", "$x$", "[a](b)"])
      expect(isRich(rich)).toBe(true);
  });
});

it("a quote shows words, not signs", () => {
  expect(plain("코드예요\n```python\nx = a_b * 2\n```")).toBe("코드예요 x = a_b * 2");
  expect(plain("# 제목\n- [x] **하나**\n> 인용 `x`")).toBe("제목 하나 인용 x");
});

describe("formulas", () => {
  const render = (text: string) => katex.renderToString(text, { trust: false, maxExpand: 1000, strict: "ignore" });

  it("stop at a thousand expansions", () => {
    expect(() => render("\\def\\a{\\a\\a}\\a")).toThrow(/expansion/i);
  });

  it("hold no address, picture, class or style of their own", () => {
    for (const bad of [
      "\\href{javascript:alert(1)}{x}",
      "\\includegraphics{https://example.org/x.png}",
      "\\htmlClass{a}{x}",
      "\\htmlStyle{color:red}{x}",
    ])
      expect(render(bad)).not.toMatch(/javascript:alert\(1\)"|<img|class="a"|style="color:red"/);
  });
});

describe("emoji", () => {
  it("are one, of whatever make", () => {
    for (const emoji of ["👍", "❤️", "👩🏽‍💻", "🇰🇷", "1️⃣", " 🦉 "]) expect(oneEmoji(emoji)).toBe(emoji.trim());
    for (const other of ["", "a", "👍👍", "가", "1"]) expect(oneEmoji(other)).toBeNull();
  });
});
