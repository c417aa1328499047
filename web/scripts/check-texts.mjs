// Every text exists in Korean and in English with the same placeholders, and every text is used.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const src = resolve(import.meta.dirname, "../src");
const parts = (language) => readdirSync(join(src, "i18n", language)).filter((file) => file.endsWith(".json"));
const faults = [];

function flatten(value, path = "", into = new Map()) {
  for (const [key, inner] of Object.entries(value)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof inner === "string") into.set(name, inner);
    else flatten(inner, name, into);
  }
  return into;
}

function read(language) {
  const texts = new Map();
  for (const file of parts(language)) {
    const text = JSON.parse(readFileSync(join(src, "i18n", language, file), "utf8"));
    for (const [key, value] of flatten(text, file.replace(".json", ""))) texts.set(key, value);
  }
  return texts;
}

const base = (key) => key.replace(/_(one|other)$/, "");
const holes = (text) =>
  [...text.matchAll(/{{(\w+)}}/g)]
    .map(([, name]) => name)
    .sort()
    .join();
const en = read("en");
const ko = read("ko");

for (const [key, text] of en) {
  // Korean has one plural form only.
  const twin = ko.get(key) ?? (key.endsWith("_one") ? ko.get(`${base(key)}_other`) : undefined);
  if (twin === undefined) faults.push(`ko lacks ${key}`);
  else if (!key.endsWith("_one") && holes(twin) !== holes(text)) faults.push(`${key}: placeholders differ`);
}
for (const key of ko.keys()) if (!en.has(key)) faults.push(`en lacks ${key}`);
for (const [key, text] of [...ko, ...en]) if (text.trim() === "") faults.push(`${key} is empty`);

let code = "";
for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  if (entry.isFile() && /\.tsx?$/.test(entry.name)) code += readFileSync(join(entry.parentPath, entry.name), "utf8");
}
const literals = new Set([...code.matchAll(/["'`]([a-z]\w*(?:\.\w+)+)["'`]/g)].map(([, key]) => key));
const prefixes = [...code.matchAll(/`([a-z][\w.]*)\$\{/g)].map(([, prefix]) => prefix);
for (const key of new Set([...en.keys()].map(base))) {
  if (!literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix))) faults.push(`unused: ${key}`);
}
const known = new Set([...en.keys()].map(base));
for (const [, key] of code.matchAll(/\bt\(\s*["']([^"']+)["']/g)) if (!known.has(key)) faults.push(`missing: ${key}`);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`texts: ${known.size} in both languages`);
