// Every link between documents leads somewhere, and every path they name in backticks exists.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const documents = [root, join(root, "docs")]
  .flatMap((folder) => readdirSync(folder, { recursive: folder !== root }).map((name) => join(folder, name)))
  .filter((file) => file.endsWith(".md") && statSync(file).isFile());

const path = /`((?:\.ci|docs|scripts|src|tests|tools|web)\/[^`\s]*)`/g;
const link = /\]\(([^)\s]+)\)/g;
const faults = [];
for (const file of documents) {
  const text = readFileSync(file, "utf8").replace(/^```[\s\S]*?^```/gm, "");
  const named = [...text.matchAll(path)].map((match) => ({ shown: match[1], target: join(root, match[1].replace(/::.*/, "")) })); // path::Test: an architecture test looks for the test.
  const linked = [...text.matchAll(link)]
    .filter((match) => !/^(?:[a-z]+:|#)/.test(match[1]))
    .map((match) => ({ shown: match[1], target: join(dirname(file), match[1].replace(/#.*/, "")) }));
  for (const { shown, target } of [...named, ...linked]) {
    const isPattern = /[*<>{}…]/.test(shown);
    if (!isPattern && !existsSync(target)) {
      faults.push(`${relative(root, file)}: there is no ${shown}`);
    }
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`${documents.length} documents, every path exists`);
