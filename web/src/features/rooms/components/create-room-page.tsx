import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CameraRule, Channel, MicrophonePolicy, RoomView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button, buttonClass } from "@/ui/button";
import { Check } from "@/ui/check";
import { Choice } from "@/ui/choice";
import { TextArea, TextField } from "@/ui/field";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { useTitle } from "@/ui/use-title";
import { createRoom } from "../api";
import { channels } from "../state";
import { CameraRuleField } from "./camera-rule-field";

const policies = ["silent", "push-to-talk", "open"] as const satisfies readonly MicrophonePolicy[];
const lengthOf = (text: string) => [...text.trim()].length;

export function CreateRoomPage({ onCreated }: { onCreated: (room: RoomView) => void }) {
  const { t } = useTranslation();
  useTitle(t("rooms.create.title"));
  const form = useRef<HTMLFormElement>(null);
  const [title, setTitle] = useState("");
  const [channel, setChannel] = useState<Channel | null>(null);
  const [capacity, setCapacity] = useState("10");
  const [password, setPassword] = useState("");
  const [notice, setNotice] = useState("");
  const [policy, setPolicy] = useState<MicrophonePolicy>("silent");
  const [cameraRule, setCameraRule] = useState<CameraRule>("off");
  const [lobby, setLobby] = useState(false);
  const [tried, setTried] = useState(false);
  const create = useMutation({ mutationFn: createRoom, onSuccess: onCreated, onError: () => focusFirstInvalid(form.current) });

  const seats = Number(capacity);
  const faults = {
    title: lengthOf(title) < 1 || lengthOf(title) > 60,
    channel: channel === null,
    capacity: !Number.isInteger(seats) || seats < 2 || seats > 50,
    password: password !== "" && (lengthOf(password) < 4 || lengthOf(password) > 64),
    notice: lengthOf(notice) > 500,
  };
  const refusal = create.error ? asRefusal(create.error) : null;
  const refused = refusal?.fields ?? {};
  const errorOf = (field: keyof typeof faults) =>
    (tried && faults[field]) || refused[field] ? t(`rooms.create.${field}_wrong`) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (channel === null || Object.values(faults).some(Boolean)) {
      focusFirstInvalid(form.current);
      return;
    }
    create.mutate({
      title: title.trim(),
      channel,
      capacity: seats,
      password: password || null,
      notice: notice.trim() || null,
      microphonePolicy: policy,
      cameraRule,
      lobby,
    });
  }

  return (
    <div className="mx-auto w-full max-w-[640px] px-4 py-6 phone:px-8 phone:py-8">
      <h1 className="text-lg font-bold phone:text-xl">{t("rooms.create.title")}</h1>
      <p className="mt-1 text-muted">{t("rooms.create.lead")}</p>
      <form
        ref={form}
        className="mt-6 grid gap-6 rounded-card border border-line bg-raised p-5 phone:p-6"
        onSubmit={submit}
        noValidate
      >
        {refusal && Object.keys(refused).length === 0 ? <Notice kind="danger">{refusalText(t, refusal)}</Notice> : null}
        <TextField
          label={t("rooms.create.name")}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          aside={`${lengthOf(title)}/60`}
          placeholder={t("rooms.create.name_example")}
          error={errorOf("title")}
          autoComplete="off"
          autoFocus
        />
        <Choice
          legend={t("rooms.create.channel")}
          options={channels.map((value) => ({ value, label: t(`rooms.channel.${value}`) }))}
          value={channel}
          onChange={setChannel}
          error={errorOf("channel")}
        />
        <div className="grid gap-6 phone:grid-cols-2 phone:gap-4">
          <TextField
            label={t("rooms.create.capacity")}
            type="number"
            inputMode="numeric"
            min={2}
            max={50}
            value={capacity}
            onChange={(event) => setCapacity(event.target.value)}
            hint={t("rooms.create.capacity_hint")}
            error={errorOf("capacity")}
            className="num"
          />
          <TextField
            label={t("rooms.create.password")}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            hint={t("rooms.create.password_hint")}
            error={errorOf("password")}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Choice
          legend={t("rooms.create.policy")}
          look="cards"
          options={policies.map((value) => ({ value, label: t(`rooms.policy.${value}`), hint: t(`rooms.policy_text.${value}`) }))}
          value={policy}
          onChange={setPolicy}
        />
        <CameraRuleField value={cameraRule} onChange={setCameraRule} />
        <Check checked={lobby} onChange={setLobby} label={t("rooms.create.lobby")} hint={t("rooms.create.lobby_hint")} />
        <TextArea
          label={t("rooms.create.notice")}
          value={notice}
          onChange={(event) => setNotice(event.target.value)}
          aside={`${lengthOf(notice)}/500`}
          placeholder={t("rooms.create.notice_example")}
          error={errorOf("notice")}
          rows={3}
        />
        <div className="flex flex-col-reverse gap-2 phone:flex-row phone:justify-end">
          <SiteLink href="/rooms" className={buttonClass("plain")}>
            {t("common.cancel")}
          </SiteLink>
          <Button type="submit" look="primary" busy={create.isPending}>
            {t("rooms.create.submit")}
          </Button>
        </div>
      </form>
    </div>
  );
}
