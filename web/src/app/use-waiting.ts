import { useEffect, useRef, useState } from "react";
import type { Refusal } from "@/contract/live";
import type { Live } from "@/live/live";

/**
 * Waiting in front of a room's lobby. `hold` takes the refusal that says so; an admission, and every new connection, enters
 * again. Any other end of the waiting is handed on as a refusal.
 */
export function useWaiting(live: Live, roomId: string, onRefused: (refusal: Refusal) => void) {
  const [place, setPlace] = useState<number | null>(null);
  const again = useRef<() => Promise<Refusal | null>>(() => Promise.resolve(null));
  const refused = useRef(onRefused);
  refused.current = onRefused;
  const waiting = place !== null;

  useEffect(() => {
    if (!waiting) return;
    const enter = async () => {
      const refusal = await again.current();
      if (refusal?.code === "room.waiting") setPlace(Number(refusal.details?.place ?? 1));
      else {
        setPlace(null);
        if (refusal !== null) refused.current(refusal);
      }
    };
    const unsubscribe = [
      live.on("meeting.place", (body) => body.roomId === roomId && setPlace(body.place)),
      live.on("meeting.wait_ended", (body) => {
        if (body.roomId !== roomId) return;
        if (body.code === "admitted") void enter();
        else {
          setPlace(null);
          refused.current({ kind: "Forbidden", code: body.code, message: "" });
        }
      }),
      live.onOnline(() => void enter()),
    ];
    return () => {
      for (const stop of unsubscribe) stop();
    };
  }, [live, roomId, waiting]);

  return {
    place,
    /** True where the refusal means waiting: then it is taken care of. */
    hold: (refusal: Refusal | null, enter: () => Promise<Refusal | null>): boolean => {
      if (refusal?.code !== "room.waiting") return false;
      again.current = enter;
      setPlace(Number(refusal.details?.place ?? 1));
      return true;
    },
    cancel: () => {
      setPlace(null);
      void live.call("meeting.stop_waiting", { roomId });
    },
  };
}
