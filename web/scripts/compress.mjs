// Small, asked for often, never kept: the service worker stays as it is.
// Writes a brotli and a gzip form beside every file of the build that shrinks by it; the server sends what the browser takes.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;

const files = (await readdir(dist, { recursive: true })).filter(
  (name) => compressible.test(name) && name !== "service-worker.js",
);
await Promise.all(
  files.map(async (name) => {
    const plain = await readFile(join(dist, name));
    const [br, gz] = await Promise.all([
      promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      promisify(gzip)(plain, { level: 9 }),
    ]);
    if (br.length < plain.length) await writeFile(join(dist, `${name}.br`), br);
    if (gz.length < plain.length) await writeFile(join(dist, `${name}.gz`), gz);
  }),
);
