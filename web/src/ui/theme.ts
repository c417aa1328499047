import { useSyncExternalStore } from "react";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const stored = "studyhub.theme";
const watchers = new Set<() => void>();
const system = matchMedia("(prefers-color-scheme: dark)");
let theme: Theme = read();

system.addEventListener("change", apply);

function read(): Theme {
  try {
    const kept = localStorage.getItem(stored);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

function apply(): void {
  const dark = theme === "dark" || (theme === "system" && system.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", dark ? "#101714" : "#f9f8f4");
}

export function changeTheme(next: Theme): void {
  theme = next;
  apply();
  try {
    localStorage.setItem(stored, next);
  } catch {
    // The choice then lasts as long as the page.
  }
  for (const watcher of watchers) watcher();
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => theme,
  );
}

apply();
