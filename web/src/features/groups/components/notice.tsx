import { useQueryClient } from "@tanstack/react-query";
import { Megaphone, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupView } from "@/contract/http";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { TextArea } from "@/ui/field";
import { IconButton } from "@/ui/icon-button";
import { announce, groupsKey } from "../api";
import { isHost, lengthOf } from "../state";

/** The group's standing text, as a banner; hosts write it. */
export function GroupNotice({ group }: { group: GroupView }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const host = isHost(group.role);
  if (!group.notice && !host) return null;
  return (
    <>
      {group.notice ? (
        <div className="flex items-start gap-3 rounded-card bg-focus-soft px-5 py-4">
          <Megaphone size={18} aria-hidden className="mt-0.5 text-focus-text" />
          <div className="min-w-0 flex-1">
            <h2 className="text-xs font-semibold text-focus-text">{t("rooms.notice")}</h2>
            <p className="mt-0.5 whitespace-pre-wrap">{group.notice}</p>
          </div>
          {host ? (
            <IconButton icon={Pencil} label={t("groups.notice.edit")} className="-my-1 size-9" onClick={() => setEditing(true)} />
          ) : null}
        </div>
      ) : (
        <Button className="justify-self-start" onClick={() => setEditing(true)}>
          <Megaphone size={16} aria-hidden />
          {t("groups.notice.write")}
        </Button>
      )}
      {editing ? <NoticeEditor group={group} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function NoticeEditor({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState(group.notice);
  const long = lengthOf(text) > 2000;
  return (
    <Confirm
      title={t("groups.notice.title")}
      text={t("groups.notice.text")}
      confirm={t("common.save")}
      look="primary"
      disabled={long}
      act={async () => {
        await announce(group.id, text);
        await client.invalidateQueries({ queryKey: groupsKey });
      }}
      onClose={onClose}
    >
      <TextArea
        label={t("rooms.notice")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aside={`${lengthOf(text)}/2000`}
        error={long ? t("groups.notice.long") : null}
        rows={6}
      />
    </Confirm>
  );
}
