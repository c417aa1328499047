import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NotificationSettingsView, SettingsBody } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Check } from "@/ui/check";
import { TextField } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { Section } from "@/ui/section";
import { changeSettings, settingsQuery } from "../api";
import { type BrowserNotes, browserNotes, switchBrowserNotes } from "../browser-notes";
import { chime } from "../chime";

/** How this person wants to be told: sound, quiet hours, the browser's own notes. Each change is stored at once. */
export function HowSection() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery);
  if (settings.isPending) return <div className="h-64 animate-breathe rounded-card bg-sunken" aria-busy />;
  if (settings.data === undefined) {
    return (
      <Notice kind="danger" action={<Button onClick={() => void settings.refetch()}>{t("common.retry")}</Button>}>
        {refusalText(t, asRefusal(settings.error))}
      </Notice>
    );
  }
  return <How settings={settings.data} />;
}

function How({ settings: stored }: { settings: NotificationSettingsView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [refused, setRefused] = useState<string | null>(null);
  // Shown from the very press on: what the cache tells comes a moment later, and a tick would jump back meanwhile.
  const [wish, setWish] = useState<Partial<NotificationSettingsView>>({});
  const settings = { ...stored, ...wish };
  const [notes, setNotes] = useState<BrowserNotes>(browserNotes);

  async function change(body: SettingsBody) {
    setRefused(null);
    const change = dropNulls(body);
    setWish((before) => ({ ...before, ...change }));
    // What was asked for before this change would answer with what was before it.
    await client.cancelQueries({ queryKey: settingsQuery.queryKey });
    client.setQueryData(settingsQuery.queryKey, { ...settings, ...change });
    try {
      await changeSettings(body);
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    }
    await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
    setWish((now) => without(now, change));
  }

  return (
    <>
      {refused ? <Notice kind="danger">{refused}</Notice> : null}
      <Section title={t("notifications.how.here")}>
        <Check
          checked={settings.sound}
          onChange={(sound) => {
            if (sound) chime();
            void change({ sound });
          }}
          label={t("notifications.how.sound")}
          hint={t("notifications.how.sound_hint")}
        />
        {notes === "unsupported" ? (
          <p className="text-muted">{t("notifications.how.notes_unsupported")}</p>
        ) : (
          <Check
            checked={notes === "on"}
            onChange={(on) => void switchBrowserNotes(on).then(setNotes)}
            label={t("notifications.how.notes")}
            hint={t(notes === "denied" ? "notifications.how.notes_denied" : "notifications.how.notes_hint")}
          />
        )}
      </Section>
      <Section title={t("notifications.how.quiet")} text={t("notifications.how.quiet_text")}>
        <Check
          checked={settings.quietOn}
          onChange={(quietOn) => void change({ quietOn })}
          label={t("notifications.how.quiet_on")}
        />
        {settings.quietOn ? (
          <div className="grid max-w-[360px] grid-cols-2 gap-4">
            <Time
              label={t("notifications.how.from")}
              value={settings.quietFrom}
              onChange={(quietFrom) => void change({ quietFrom })}
            />
            <Time label={t("notifications.how.to")} value={settings.quietTo} onChange={(quietTo) => void change({ quietTo })} />
          </div>
        ) : null}
      </Section>
    </>
  );
}

/** Stored when it is left, so that half a time is never sent. */
function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextField
      label={label}
      type="time"
      required
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed === "") setTyped(value);
        else if (typed !== value) onChange(typed);
      }}
    />
  );
}

function dropNulls(body: SettingsBody): Partial<NotificationSettingsView> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
}

/** What is wished now, less what was wished then. */
function without(now: Partial<NotificationSettingsView>, then: Partial<NotificationSettingsView>) {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => then[key as keyof typeof then] !== value));
}
