import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeetingSnapshot } from "@/contract/live";
import type { ShownReaction } from "../gestures";

/** Between two sentences: a room that claps must not talk without end. */
const pauseMs = 4000;

/** Reactions of others for those who cannot see them: one sentence at a time, of all that came meanwhile. */
export function ReactionsSaid({
  shown,
  meeting,
  mySeatId,
}: {
  shown: readonly ShownReaction[];
  meeting: MeetingSnapshot;
  mySeatId: string;
}) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const [pausing, setPausing] = useState(false);
  const last = useRef(0);

  useEffect(() => {
    const fresh = shown.filter(({ id, seatId }) => id > last.current && seatId !== mySeatId);
    const [one, ...others] = fresh;
    if (pausing || one === undefined) return;
    last.current = Math.max(...shown.map(({ id }) => id));
    const name = meeting.participants.find(({ seatId }) => seatId === one.seatId)?.displayName ?? "";
    setSaid(
      others.length > 0
        ? t("meetings.said.reactions", { count: fresh.length })
        : t("meetings.said.reaction", { name, reaction: t(`meetings.reaction.${one.reaction}`) }),
    );
    setPausing(true);
  }, [shown, pausing, meeting, mySeatId, t]);

  useEffect(() => {
    if (!pausing) return;
    const timer = setTimeout(() => {
      setPausing(false);
      setSaid("");
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [pausing]);

  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
