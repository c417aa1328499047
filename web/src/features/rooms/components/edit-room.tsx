import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Settings2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraRule, MicrophonePolicy, RoomBody, RoomView } from "@/contract/http";
import { Button } from "@/ui/button";
import { Check } from "@/ui/check";
import { Confirm } from "@/ui/confirm";
import { Select, TextArea, TextField } from "@/ui/field";
import { editRoom, roomQuery } from "../api";
import { CameraRuleField } from "./camera-rule-field";

const policies = ["silent", "push-to-talk", "open"] as const satisfies readonly MicrophonePolicy[];

/** The owner's way to change the room; only what differs is sent. */
export function EditRoom({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const room = useQuery({ ...roomQuery(roomId), enabled: open });
  return (
    <>
      <Button className="justify-start" onClick={() => setOpen(true)}>
        <Settings2 size={18} aria-hidden />
        {t("rooms.edit.open")}
      </Button>
      {open && room.data && !room.isFetching ? <Editor room={room.data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Editor({ room, onClose }: { room: RoomView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [title, setTitle] = useState(room.title);
  const [notice, setNotice] = useState(room.notice);
  const [capacity, setCapacity] = useState(String(room.capacity));
  const [password, setPassword] = useState("");
  const [withoutPassword, setWithoutPassword] = useState(false);
  const [policy, setPolicy] = useState<MicrophonePolicy>(room.microphonePolicy);
  const [cameraRule, setCameraRule] = useState<CameraRule>(room.cameraRule);
  const [lobby, setLobby] = useState(room.lobby);
  const seats = Number(capacity);
  const length = (text: string) => [...text.trim()].length;
  const wrong = {
    title: length(title) < 1 || length(title) > 60,
    notice: length(notice) > 500,
    capacity: !Number.isInteger(seats) || seats < 2 || seats > 50,
    password: password !== "" && (length(password) < 4 || length(password) > 64),
  };
  const changes: RoomBody = {
    ...(title.trim() === room.title ? {} : { title: title.trim() }),
    ...(notice.trim() === room.notice ? {} : { notice: notice.trim() }),
    ...(seats === room.capacity ? {} : { capacity: seats }),
    ...(policy === room.microphonePolicy ? {} : { microphonePolicy: policy }),
    ...(cameraRule === room.cameraRule ? {} : { cameraRule }),
    ...(lobby === room.lobby ? {} : { lobby }),
    ...(withoutPassword ? { password: "" } : password === "" ? {} : { password }),
  };

  return (
    <Confirm
      title={t("rooms.edit.title")}
      text={t("rooms.edit.text")}
      confirm={t("common.save")}
      look="primary"
      disabled={Object.values(wrong).some(Boolean)}
      act={async () => {
        await editRoom(room.id, changes);
        await client.invalidateQueries({ queryKey: ["rooms"] });
      }}
      onClose={onClose}
    >
      <TextField
        label={t("rooms.create.name")}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={wrong.title ? t("rooms.create.title_wrong") : null}
        autoComplete="off"
      />
      <TextArea
        label={t("rooms.create.notice")}
        value={notice}
        onChange={(event) => setNotice(event.target.value)}
        aside={`${length(notice)}/500`}
        error={wrong.notice ? t("rooms.create.notice_wrong") : null}
        rows={2}
      />
      <div className="grid gap-4 phone:grid-cols-2">
        <TextField
          label={t("rooms.create.capacity")}
          type="number"
          inputMode="numeric"
          min={2}
          max={50}
          value={capacity}
          onChange={(event) => setCapacity(event.target.value)}
          error={wrong.capacity ? t("rooms.create.capacity_wrong") : null}
          className="num"
        />
        <Select
          label={t("rooms.create.policy")}
          value={policy}
          onChange={(event) => setPolicy(policies.find((known) => known === event.target.value) ?? policy)}
        >
          {policies.map((value) => (
            <option key={value} value={value}>
              {t(`rooms.policy.${value}`)}
            </option>
          ))}
        </Select>
      </div>
      <TextField
        label={room.hasPassword ? t("rooms.edit.password") : t("rooms.create.password")}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        hint={room.hasPassword ? t("rooms.edit.password_keep") : undefined}
        error={wrong.password ? t("rooms.create.password_wrong") : null}
        disabled={withoutPassword}
        autoComplete="off"
        spellCheck={false}
      />
      {room.hasPassword ? (
        <Check checked={withoutPassword} onChange={setWithoutPassword} label={t("rooms.edit.password_none")} />
      ) : null}
      <CameraRuleField value={cameraRule} onChange={setCameraRule} />
      <Check checked={lobby} onChange={setLobby} label={t("rooms.create.lobby")} hint={t("rooms.create.lobby_hint")} />
    </Confirm>
  );
}
