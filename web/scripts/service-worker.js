/* global version, shell */
// Served as /service-worker.js behind two lines that the build writes: `version`, a name for this build, and `shell`, the paths of its files.
// Pages come from the server as long as there is one, files of the build from here, and nothing of the API is ever kept.

const prefix = "studyhub-";

addEventListener("install", (event) => event.waitUntil(keepShell()));
addEventListener("activate", (event) => event.waitUntil(dropOlder()));
addEventListener("message", (event) => {
  if (event.data === "take over") void skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/assets/") || shell.includes(pathname)) event.respondWith(file(request));
});

async function keepShell() {
  const cache = await caches.open(prefix + version);
  await cache.addAll(shell.map((path) => new Request(path, { cache: path.startsWith("/assets/") ? "default" : "reload" })));
}

/** The build before this one stays: a tab of it that sits in a call may still need its files. */
async function dropOlder() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== prefix + version);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const offline = await caches.match("/offline.html");
    if (offline === undefined) throw error;
    return offline;
  }
}

async function file(request) {
  const newest = await caches.open(prefix + version);
  const kept = (await newest.match(request, { ignoreVary: true })) ?? (await caches.match(request, { ignoreVary: true }));
  return kept ?? fetch(request);
}
