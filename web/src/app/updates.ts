import { useSyncExternalStore } from "react";
import { live } from "./connection";

const checkMs = 60 * 60_000;
const watchers = new Set<() => void>();
let waiting: ServiceWorker | null = null;

/** Keeps the build for times without a server, and learns when there is a newer one. Only what the server built has a worker. */
export async function startServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("/service-worker.js", { updateViaCache: "none" });
    const look = () => {
      // The first worker of a browser replaces nothing: there is nothing to say about it.
      waiting = navigator.serviceWorker.controller === null ? null : registration.waiting;
      for (const watcher of watchers) watcher();
    };
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    look();
    const check = () => void registration.update().catch(() => {});
    live.onOnline(check); // A server that was away may have come back as another.
    setInterval(check, checkMs);
  } catch {
    // Without a worker everything works but the offline page.
  }
}

/** Whether a newer build is here, and waits. */
export function useUpdateWaiting(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => waiting !== null,
  );
}

/** The newer build takes over, and this tab begins anew with it. Other tabs go on with what they have. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
}
