import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { applicationsQuery, decide, groupsKey } from "../api";
import { Part } from "./part";
import { PersonName } from "./person-name";

/** Who asks to join; hosts decide with one press. */
export function Applications({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const waiting = useQuery(applicationsQuery(groupId)).data?.items ?? [];
  const [refused, setRefused] = useState<string | null>(null);

  async function verdict(userId: string, choice: "accept" | "refuse") {
    setRefused(null);
    try {
      await decide(groupId, userId, choice);
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    }
    await client.invalidateQueries({ queryKey: groupsKey });
  }

  return (
    <Part title={t("groups.applications.title")} aside={<span className="num text-[13px] text-muted">{waiting.length}</span>}>
      {refused ? <Notice kind="danger">{refused}</Notice> : null}
      {waiting.length === 0 ? <p className="text-muted">{t("groups.applications.empty")}</p> : null}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {waiting.map(({ person, text }) => (
          <li key={person.userId} className="grid gap-3 border-t border-line pt-4 first:border-0 first:pt-0">
            <div className="flex items-center gap-3">
              <Avatar id={person.userId} name={person.displayName} src={person.avatar} className="size-9 text-sm" />
              <span className="grid min-w-0">
                <PersonName person={person} />
                <span className="block truncate text-xs text-muted">@{person.handle}</span>
              </span>
            </div>
            {text ? <p className="rounded-card bg-sunken px-4 py-3 whitespace-pre-wrap">{text}</p> : null}
            <div className="flex gap-2">
              <Button look="primary" onClick={() => void verdict(person.userId, "accept")}>
                {t("groups.applications.accept")}
              </Button>
              <Button onClick={() => void verdict(person.userId, "refuse")}>{t("groups.applications.refuse")}</Button>
            </div>
          </li>
        ))}
      </ul>
    </Part>
  );
}
