// Holds the walls between folders: who may import whom, how long a file may be, and that no folder hides behind an index file.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const src = resolve(import.meta.dirname, "../src");
const longest = 400;
/** area → areas it may import from (itself is always allowed) */
const allowed = {
  contract: [],
  http: ["contract"],
  i18n: ["contract", "http"],
  ui: ["i18n", "http", "contract"],
  live: ["contract", "http"],
  call: ["contract", "http"],
  features: ["contract", "http", "i18n", "ui", "live", "call"],
  app: ["contract", "http", "i18n", "ui", "live", "call", "features"],
};
const withoutReact = ["live", "call", "http"];
const faults = [];

for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const name = relative(src, file);
  const text = readFileSync(file, "utf8");
  const [area, feature] = name.split("/");
  const lines = text.split("\n").length - 1;

  if (lines > longest && area !== "contract") faults.push(`${name}: ${lines} lines, at most ${longest}`);
  if (/^index\.tsx?$/.test(entry.name)) faults.push(`${name}: index files are not used here`);

  for (const [, from] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
    if (withoutReact.includes(area) && /^react/.test(from)) faults.push(`${name}: no React in ${area}/`);
    if (area === "live" && /contract\/http$/.test(from)) faults.push(`${name}: live knows frames, not features`);
    const target = from.startsWith("@/")
      ? from.slice(2)
      : from.startsWith(".")
        ? relative(src, resolve(dirname(file), from))
        : null;
    if (target === null || !name.includes("/")) continue;
    const [toArea, toFeature] = target.split("/");
    if (toArea !== area && !allowed[area]?.includes(toArea)) faults.push(`${name}: ${area}/ may not import ${target}`);
    if (area === "features" && toArea === "features" && toFeature !== feature)
      faults.push(`${name}: feature may not import feature ${target}`);
  }
}

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log("structure: walls hold");
