export type BrowserKind = "chrome" | "edge" | "firefox" | "safari" | "ios" | "android";

/** Which words help somebody to find this browser's permissions; on phones the system decides more than the browser's name. */
export function browserKind(agent: string, touchPoints: number): BrowserKind {
  // iPadOS says that it is a Mac; no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "ios";
  if (/Android/.test(agent)) return "android";
  if (/Firefox/.test(agent)) return "firefox";
  if (/Edg\//.test(agent)) return "edge";
  return /Safari/.test(agent) && !/Chrome|Chromium/.test(agent) ? "safari" : "chrome";
}
