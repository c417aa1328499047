import type { createLowlight } from "lowlight";

type Lowlight = ReturnType<typeof createLowlight>;
type Node = ReturnType<Lowlight["highlight"]>["children"][number];

export type Painted = string | { look: string; inner: Painted[] };

/** Learns the common languages when the first code is seen. */
export const painter = {
  ready: null as Lowlight | null,
  loading: null as Promise<void> | null,
  load(): Promise<void> {
    this.loading ??= import("lowlight").then(({ common, createLowlight: create }) => {
      this.ready = create(common);
    });
    return this.loading;
  },
};

/** Null while the languages are not learned, or where the language is not known. */
export function paint(text: string, language: string): Painted[] | null {
  const name = language.trim().split(/\s/)[0]?.toLowerCase() ?? "";
  if (painter.ready === null || !painter.ready.registered(name)) return null;
  try {
    return painter.ready.highlight(name, text).children.map(toPainted);
  } catch {
    return null;
  }
}

function toPainted(node: Node): Painted {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return "";
  const names = node.properties.className;
  return { look: Array.isArray(names) ? names.join(" ") : "", inner: node.children.map((child) => toPainted(child as Node)) };
}
