import { type RefObject, useEffect, useState } from "react";

/** Whether an element fills the screen, and a press that has it do so or not. */
export function useFullscreen(element: RefObject<HTMLElement | null>): [full: boolean, toggle: () => void] {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, [element]);
  return [full, () => void (full ? document.exitFullscreen() : element.current?.requestFullscreen())];
}
