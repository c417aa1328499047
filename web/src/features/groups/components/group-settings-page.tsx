import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { TextField } from "@/ui/field";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { dissolve, editGroup, groupQuery, groupsKey } from "../api";
import { GroupForm } from "./group-form";

/** What only the owner changes. */
export function GroupSettingsPage({ groupId, onDissolved }: { groupId: string; onDissolved: () => void }) {
  const { t } = useTranslation();
  useTitle(t("groups.settings.title"));
  const client = useQueryClient();
  const { data: group, error, refetch } = useQuery(groupQuery(groupId));
  const [dissolving, setDissolving] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: groupsKey });
  return (
    <div className="mx-auto grid w-full max-w-[680px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-4 py-6 phone:px-8 phone:py-8">
      <SiteLink
        href={`/groups/${groupId}`}
        className="inline-flex min-h-6 items-center gap-1.5 justify-self-start text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden />
        {group?.name ?? t("groups.title")}
      </SiteLink>
      <h1 className="text-lg font-bold phone:text-xl">{t("groups.settings.title")}</h1>
      {error ? (
        <StateBlock icon={Users} title={t("groups.page.failed")} text={refusalText(t, asRefusal(error))}>
          <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
        </StateBlock>
      ) : null}
      {group && group.role !== "owner" ? <StateBlock icon={Users} title={t("groups.settings.owners_only")} /> : null}
      {group?.role === "owner" ? (
        <>
          <GroupForm
            key={group.id}
            group={group}
            submit={t("common.save")}
            onSubmit={async (body) => {
              await editGroup(group.id, body);
              await refresh();
            }}
          />
          <section
            aria-labelledby="dissolve"
            className="flex flex-wrap items-center justify-between gap-4 rounded-card border border-line bg-raised p-5"
          >
            <div className="min-w-0 flex-1 basis-56">
              <h2 id="dissolve" className="font-semibold">
                {t("groups.dissolve.title")}
              </h2>
              <p className="mt-1 text-muted">{t("groups.dissolve.hint")}</p>
            </div>
            <Button look="danger" onClick={() => setDissolving(true)}>
              {t("groups.dissolve.open")}
            </Button>
          </section>
          {dissolving ? (
            <Dissolve
              group={group}
              onClose={() => setDissolving(false)}
              onDone={() => {
                onDissolved();
                void refresh();
              }}
            />
          ) : null}
        </>
      ) : null}
    </div>
  );
}

function Dissolve({ group, onClose, onDone }: { group: GroupView; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  return (
    <Confirm
      title={t("groups.dissolve.confirm_title", { name: group.name })}
      text={t("groups.dissolve.text")}
      confirm={t("groups.dissolve.open")}
      disabled={name.trim() !== group.name}
      act={async () => {
        await dissolve(group.id, name);
        onDone();
      }}
      onClose={onClose}
    >
      <TextField
        label={t("groups.dissolve.type_name", { name: group.name })}
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="off"
        autoFocus
      />
    </Confirm>
  );
}
