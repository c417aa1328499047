import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupBody, GroupView } from "@/contract/http";
import { asRefusal, type Refusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Choice } from "@/ui/choice";
import { Select, TextArea, TextField } from "@/ui/field";
import { focusFirstInvalid } from "@/ui/focus-first";
import { Notice } from "@/ui/notice";
import { changesOf, channels, draftOf, emptyDraft, faultsOf, type GroupDraft, lengthOf, policies } from "../state";

interface Props {
  /** null: a new one */
  group: GroupView | null;
  submit: string;
  /** Throws a refusal. */
  onSubmit: (body: GroupBody) => Promise<unknown>;
}

export function GroupForm({ group, submit, onSubmit }: Props) {
  const { t } = useTranslation();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<GroupDraft>(group ? draftOf(group) : emptyDraft);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const faults = faultsOf(draft);
  const set = (change: Partial<GroupDraft>) => {
    setSaved(false);
    setDraft({ ...draft, ...change });
  };
  const errorOf = (field: keyof typeof faults) =>
    (tried && faults[field]) || refusal?.fields[field] ? t(`groups.form.${field}_wrong`) : null;

  async function send(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    setRefusal(null);
    if (Object.values(faults).some(Boolean)) {
      focusFirstInvalid(form.current);
      return;
    }
    setBusy(true);
    try {
      await onSubmit(changesOf(draft, group));
      setSaved(group !== null);
    } catch (error) {
      setRefusal(asRefusal(error));
      focusFirstInvalid(form.current);
    }
    setBusy(false);
  }

  return (
    <form
      ref={form}
      className="grid grid-cols-[minmax(0,1fr)] gap-6 rounded-card border border-line bg-raised p-5 phone:p-6"
      onSubmit={(event) => void send(event)}
      noValidate
    >
      {refusal && Object.keys(refusal.fields).length === 0 ? <Notice kind="danger">{refusalText(t, refusal)}</Notice> : null}
      <div className="grid gap-6 phone:grid-cols-[1fr_12rem] phone:gap-4">
        <TextField
          label={t("groups.form.name")}
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          aside={`${lengthOf(draft.name)}/50`}
          placeholder={t("groups.form.name_example")}
          error={errorOf("name")}
          autoComplete="off"
          autoFocus={group === null}
        />
        <TextField
          label={t("groups.form.subject")}
          value={draft.subject}
          onChange={(event) => set({ subject: event.target.value })}
          placeholder={t("groups.form.subject_example")}
          error={errorOf("subject")}
          autoComplete="off"
        />
      </div>
      <TextArea
        label={t("groups.form.description")}
        value={draft.description}
        onChange={(event) => set({ description: event.target.value })}
        aside={`${lengthOf(draft.description)}/2000`}
        placeholder={t("groups.form.description_example")}
        error={errorOf("description")}
        rows={4}
      />
      <TextField
        label={t("groups.form.tags")}
        value={draft.tags}
        onChange={(event) => set({ tags: event.target.value })}
        hint={t("groups.form.tags_hint")}
        error={errorOf("tags")}
        autoComplete="off"
      />
      <div className="grid gap-6 phone:grid-cols-3 phone:gap-4">
        <Select
          label={t("groups.form.channel")}
          value={draft.channel}
          onChange={(event) => set({ channel: channels.find((known) => known === event.target.value) ?? "" })}
        >
          <option value="">{t("groups.form.any_channel")}</option>
          {channels.map((value) => (
            <option key={value} value={value}>
              {t(`rooms.channel.${value}`)}
            </option>
          ))}
        </Select>
        <TextField
          label={t("groups.form.goalHours")}
          type="number"
          inputMode="numeric"
          min={0}
          max={100}
          value={draft.goalHours}
          onChange={(event) => set({ goalHours: event.target.value })}
          hint={t("groups.form.goalHours_hint")}
          error={errorOf("goalHours")}
          className="num"
        />
        <TextField
          label={t("groups.form.memberLimit")}
          type="number"
          inputMode="numeric"
          min={2}
          max={50}
          value={draft.memberLimit}
          onChange={(event) => set({ memberLimit: event.target.value })}
          hint={t("groups.form.memberLimit_hint")}
          error={errorOf("memberLimit")}
          className="num"
        />
      </div>
      <Choice
        legend={t("groups.form.visibility")}
        look="cards"
        options={(["listed", "hidden"] as const).map((value) => ({
          value,
          label: t(`groups.visibility.${value}`),
          hint: t(`groups.visibility_text.${value}`),
        }))}
        value={draft.hidden ? "hidden" : "listed"}
        onChange={(value) => set({ hidden: value === "hidden" })}
      />
      {draft.hidden ? null : (
        <Choice
          legend={t("groups.form.policy")}
          look="cards"
          options={policies.map((value) => ({
            value,
            label: t(`groups.policy.${value}`),
            hint: t(`groups.policy_text.${value}`),
          }))}
          value={draft.joinPolicy}
          onChange={(joinPolicy) => set({ joinPolicy })}
        />
      )}
      <div className="flex flex-col gap-2 phone:flex-row phone:items-center phone:justify-end phone:gap-4">
        <span role="status" className="text-center text-muted">
          {saved ? t("common.saved") : ""}
        </span>
        <Button type="submit" look="primary" busy={busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
