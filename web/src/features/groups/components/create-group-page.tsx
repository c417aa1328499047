import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { GroupView } from "@/contract/http";
import { Notice } from "@/ui/notice";
import { useTitle } from "@/ui/use-title";
import { createGroup, groupsKey, myGroupsQuery } from "../api";
import { GroupForm } from "./group-form";

export function CreateGroupPage({ onCreated }: { onCreated: (group: GroupView) => void }) {
  const { t } = useTranslation();
  useTitle(t("groups.create.title"));
  const client = useQueryClient();
  const mine = useQuery(myGroupsQuery).data;
  return (
    <div className="mx-auto grid w-full max-w-[680px] grid-cols-[minmax(0,1fr)] content-start gap-5 px-4 py-6 phone:px-8 phone:py-8">
      <div>
        <h1 className="text-lg font-bold phone:text-xl">{t("groups.create.title")}</h1>
        <p className="mt-1 text-muted">{t("groups.create.lead")}</p>
      </div>
      {mine && mine.items.length >= mine.limit ? (
        <Notice kind="warm">{t("groups.mine.full", { limit: mine.limit })}</Notice>
      ) : null}
      <GroupForm
        group={null}
        submit={t("groups.create.submit")}
        onSubmit={async (body) => {
          const group = await createGroup(body);
          await client.invalidateQueries({ queryKey: groupsKey });
          onCreated(group);
        }}
      />
    </div>
  );
}
