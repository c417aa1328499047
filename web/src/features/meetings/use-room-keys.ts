import { useEffect, useRef } from "react";

export interface RoomKeys {
  microphone: () => void;
  camera: () => void;
  share: () => void;
  chat: () => void;
  people: () => void;
  hand: () => void;
  layout: () => void;
  help: () => void;
  /** Space held and let go; null where the room has no push-to-talk */
  talk: ((on: boolean) => void) | null;
}

/** While one of these is open, keys are for it. */
const inFront = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** The room's keys, unless they are switched off. Silent while somebody types, composes, or holds a modifier; they go by place on the keyboard, so a Korean layout has them too. */
export function useRoomKeys(keys: RoomKeys, on: boolean): void {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    if (!on) return;
    let talking = false;
    let pointed = false; // How the focus came to where it is.
    const point = () => {
      pointed = true;
    };
    const talk = (on: boolean) => {
      if (talking === on) return;
      talking = on;
      latest.current.talk?.(on);
    };
    const down = (event: KeyboardEvent) => {
      if (event.key === "Tab") pointed = false;
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector(inFront) !== null) return;
      if (event.code === "Space" && latest.current.talk !== null && (pointed || !isPressable(event.target))) {
        event.preventDefault();
        talk(true);
        return;
      }
      if (event.repeat) return;
      const act = event.key === "?" ? latest.current.help : byCode(latest.current, event.code);
      if (act === undefined || (event.shiftKey && event.key !== "?")) return;
      event.preventDefault();
      act();
    };
    const up = (event: KeyboardEvent) => {
      if (event.code !== "Space" || !talking) return;
      event.preventDefault(); // Else some browsers press the button that was pressed last.
      talk(false);
    };
    const release = () => talk(false);
    addEventListener("pointerdown", point, true);
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", release);
    document.addEventListener("visibilitychange", release);
    return () => {
      release();
      removeEventListener("pointerdown", point, true);
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
      document.removeEventListener("visibilitychange", release);
    };
  }, [on]);
}

function byCode(keys: RoomKeys, code: string): (() => void) | undefined {
  return {
    KeyM: keys.microphone,
    KeyV: keys.camera,
    KeyD: keys.share,
    KeyC: keys.chat,
    KeyP: keys.people,
    KeyR: keys.hand,
    KeyW: keys.layout,
  }[code];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Whoever has come to a button by keyboard presses it with Space; one that was clicked only kept the focus. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a, summary, [role=tab]") !== null;
}
