import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Confirm } from "@/ui/confirm";
import { TextField } from "@/ui/field";
import { closeRoom } from "../api";

/** Asks somebody who runs the installation why an open room is to be closed. */
export function CloseRoomDialog({ roomId, onClose }: { roomId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  return (
    <Confirm
      title={t("moderation.close_room.title")}
      text={t("moderation.close_room.text")}
      confirm={t("moderation.close_room.confirm")}
      disabled={reason.trim() === ""}
      act={() => closeRoom(roomId, reason)}
      onClose={onClose}
    >
      <TextField
        label={t("accounts.admin.reason")}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        autoComplete="off"
        autoFocus
      />
    </Confirm>
  );
}
