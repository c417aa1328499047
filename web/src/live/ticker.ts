/**
 * Calls back about once a second, also in a hidden tab: browsers slow down a page's timers, not a worker's,
 * and a sign of life that comes once a minute would lose the seat.
 */
export function startTicker(tick: () => void): () => void {
  try {
    const worker = new Worker(new URL("./ticker-worker.ts", import.meta.url), { type: "module", name: "ticker" });
    worker.onmessage = tick;
    return () => worker.terminate();
  } catch {
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }
}
