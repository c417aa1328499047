import { useEffect, useRef } from "react";

export interface RoomKeys {
  microphone: () => void;
  camera: () => void;
  chat: () => void;
  people: () => void;
  help: () => void;
  /** Space held and let go; null where the room has no push-to-talk */
  talk: ((on: boolean) => void) | null;
}

/** The room's keys. Silent while somebody types, composes, or holds a modifier; they go by place on the keyboard, so a Korean layout has them too. */
export function useRoomKeys(keys: RoomKeys): void {
  const latest = useRef(keys);
  latest.current = keys;

  useEffect(() => {
    let talking = false;
    const talk = (on: boolean) => {
      if (talking === on) return;
      talking = on;
      latest.current.talk?.(on);
    };
    const down = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      if (event.code === "Space" && latest.current.talk !== null && !isPressable(event.target)) {
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
    const up = (event: KeyboardEvent) => event.code === "Space" && talk(false);
    const release = () => talk(false);
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("blur", release);
    document.addEventListener("visibilitychange", release);
    return () => {
      release();
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("blur", release);
      document.removeEventListener("visibilitychange", release);
    };
  }, []);
}

function byCode(keys: RoomKeys, code: string): (() => void) | undefined {
  return { KeyM: keys.microphone, KeyV: keys.camera, KeyC: keys.chat, KeyP: keys.people }[code];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a, [role=tab]") !== null;
}
