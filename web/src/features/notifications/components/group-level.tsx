import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Level } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Choice } from "@/ui/choice";
import { setLevel, settingsQuery } from "../api";
import { levelOf, levels } from "../state";

/** What of one group this person wants to hear. */
export function GroupLevel({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const settings = useQuery(settingsQuery);
  const [refused, setRefused] = useState<string | null>(null);
  const level = levelOf(settings.data, groupId);

  async function choose(next: Level) {
    setRefused(null);
    if (settings.data) {
      const groups = [...settings.data.groups.filter((group) => group.groupId !== groupId), { groupId, level: next }];
      client.setQueryData(settingsQuery.queryKey, { ...settings.data, groups });
    }
    try {
      await setLevel(groupId, next);
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    }
    await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
  }

  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-card border border-line bg-raised p-5">
      <Choice
        legend={t("notifications.level.title")}
        look="bar"
        options={levels.map((value) => ({ value, label: t(`notifications.level.${value}`) }))}
        value={settings.data ? level : null}
        onChange={(next) => void choose(next)}
        error={refused}
      />
      <p className="text-xs text-muted">{t(`notifications.level.${level}_text`)}</p>
    </section>
  );
}
