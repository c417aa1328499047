// Writes dist/service-worker.js: the worker, told which files this build is made of. Large parts that few pages need are not fetched in advance.
import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const largest = 400_000;
const always = ["before-paint.js", "favicon.svg", "icons/icon-192.png", "offline.html", "offline.js"];

const files = [...always];
for (const name of (await readdir(join(dist, "assets"))).sort()) {
  if (/\.(js|css)$/.test(name) && (await stat(join(dist, "assets", name))).size <= largest) files.push(`assets/${name}`);
}
const hash = createHash("sha256");
for (const name of files) hash.update(name).update(await readFile(join(dist, name)));
hash.update(await readFile(join(dist, "index.html")));

const worker = await readFile(new URL("./service-worker.js", import.meta.url), "utf8");
await writeFile(
  join(dist, "service-worker.js"),
  `const version = "${hash.digest("hex").slice(0, 16)}";\nconst shell = ${JSON.stringify(files.map((name) => `/${name}`))};\n${worker}`,
);
