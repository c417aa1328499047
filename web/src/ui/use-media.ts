import { useCallback, useSyncExternalStore } from "react";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    useCallback(
      (watcher) => {
        const list = matchMedia(query);
        list.addEventListener("change", watcher);
        return () => list.removeEventListener("change", watcher);
      },
      [query],
    ),
    () => matchMedia(query).matches,
  );
}
