import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ParticipantView } from "@/contract/live";
import { Confirm } from "@/ui/confirm";
import { TextField } from "@/ui/field";
import type { Moderation } from "../hosting";

export type PersonDeed = "warn" | "kick" | "hand_over";

/** Asks before a host warns, removes or hands over, and says what will happen. */
export function PersonDeedDialog({
  deed,
  person,
  moderation,
  onClose,
}: {
  deed: PersonDeed;
  person: ParticipantView;
  moderation: Moderation;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const length = [...reason.trim()].length;
  const wrong = length > 200 || (deed === "warn" && length === 0);
  const name = person.displayName;

  async function act() {
    if (deed === "warn") await moderation.warn(person.userId, reason.trim());
    else if (deed === "kick") await moderation.kick(person.userId, reason.trim());
    else await moderation.handOver?.(person.userId);
  }

  return (
    <Confirm
      title={t(`meetings.deed.${deed}.title`, { name })}
      text={t(`meetings.deed.${deed}.text`, { name })}
      confirm={t(`meetings.deed.${deed}.confirm`)}
      look={deed === "warn" ? "primary" : "danger"}
      disabled={deed !== "hand_over" && wrong}
      act={act}
      onClose={onClose}
    >
      {deed === "hand_over" ? null : (
        <TextField
          label={t(deed === "warn" ? "meetings.deed.reason" : "meetings.deed.reason_optional")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          aside={`${length}/200`}
          autoComplete="off"
          autoFocus
        />
      )}
    </Confirm>
  );
}
