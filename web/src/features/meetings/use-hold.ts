import { type ButtonHTMLAttributes, useEffect, useRef } from "react";

const isKey = (key: string) => key === " " || key === "Enter";

/** Makes a button act while it is held, by pointer, touch or key. Whatever takes the window away lets go of it. */
export function useHold(onHold: (held: boolean) => void): ButtonHTMLAttributes<HTMLButtonElement> {
  const held = useRef(false);
  const latest = useRef(onHold);
  latest.current = onHold;
  const hold = (on: boolean) => {
    if (held.current === on) return;
    held.current = on;
    latest.current(on);
  };
  const letGo = () => hold(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what lets go reads everything from references.
  useEffect(() => {
    addEventListener("blur", letGo);
    document.addEventListener("visibilitychange", letGo);
    return () => {
      removeEventListener("blur", letGo);
      document.removeEventListener("visibilitychange", letGo);
    };
  }, []);

  return {
    onPointerDown: (event) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      hold(true);
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onLostPointerCapture: letGo,
    onContextMenu: (event) => event.preventDefault(),
    onKeyDown: (event) => {
      if (!isKey(event.key)) return;
      event.preventDefault();
      if (!event.repeat) hold(true);
    },
    onKeyUp: (event) => isKey(event.key) && letGo(),
    onBlur: letGo,
  };
}
