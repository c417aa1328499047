import { useEffect, useState } from "react";
import type { Call } from "@/call/call";
import type { ParticipantView } from "@/contract/live";

const audible = 0.015;
const lookMs = 100;
/** Between two words somebody is still speaking. */
const breathMs = 500;

/** Whose voice is heard right now, by seat. */
export function useSpeaking(call: Call, participants: ParticipantView[]): ReadonlySet<string> {
  const [speaking, setSpeaking] = useState<ReadonlySet<string>>(new Set());
  const open = participants
    .filter((present) => present.microphone)
    .map((present) => present.seatId)
    .join();

  useEffect(() => {
    if (open === "") {
      setSpeaking(new Set());
      return;
    }
    const seats = open.split(",");
    const heardAt = new Map<string, number>();
    const timer = setInterval(() => {
      const now = performance.now();
      for (const seatId of seats) if (call.level(seatId) > audible) heardAt.set(seatId, now);
      const loud = seats.filter((seatId) => now - (heardAt.get(seatId) ?? Number.NEGATIVE_INFINITY) < breathMs);
      setSpeaking((before) =>
        before.size === loud.length && loud.every((seatId) => before.has(seatId)) ? before : new Set(loud),
      );
    }, lookMs);
    return () => clearInterval(timer);
  }, [call, open]);

  return speaking;
}
