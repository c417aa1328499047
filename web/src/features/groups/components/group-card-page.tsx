import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Target, UserRound, Users, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupCard } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { TextArea } from "@/ui/field";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { apply, cardQuery, groupsKey, join, withdraw } from "../api";
import { lengthOf } from "../state";

/** What a listed group shows to those who are not in it, and the way in. */
export function GroupCardPage({ groupId }: { groupId: string }) {
  const { t } = useTranslation();
  const query = useQuery({ ...cardQuery(groupId), retry: false });
  const card = query.data;
  useTitle(card?.name ?? null);
  if (query.isPending) return null;
  if (card === undefined || query.isError) {
    const refusal = asRefusal(query.error);
    const missing = refusal.code === "group.not_found";
    return (
      <StateBlock
        heading="h1"
        icon={Users}
        title={t(missing ? "groups.page.missing" : "groups.page.failed")}
        text={missing ? t("groups.page.missing_text") : refusalText(t, refusal)}
      >
        <SiteLink href="/groups" className={buttonClass("primary")}>
          {t("groups.page.directory")}
        </SiteLink>
      </StateBlock>
    );
  }
  return (
    <div className="mx-auto grid w-full max-w-[680px] grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 py-6 phone:px-8 phone:py-8">
      <header className="flex items-start gap-4">
        <Avatar id={card.id} name={card.name} className="size-14 rounded-card text-xl" />
        <div className="min-w-0">
          <h1 className="text-xl font-bold">{card.name}</h1>
          <p className="text-muted">
            {[card.subject, card.channel ? t(`rooms.channel.${card.channel}`) : "", ...card.tags.map((tag) => `#${tag}`)]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 rounded-card border border-line bg-raised p-5 phone:p-6">
        {card.description ? <p className="whitespace-pre-wrap">{card.description}</p> : null}
        <ul className="num grid gap-2 text-muted">
          <li className="flex items-center gap-2.5">
            <UsersRound size={16} aria-hidden />
            {t("groups.members_of", { count: card.memberCount, limit: card.memberLimit })}
          </li>
          <li className="flex items-center gap-2.5">
            <UserRound size={16} aria-hidden />
            {t("groups.owner_is", { name: card.ownerName })}
          </li>
          {card.goalHours > 0 ? (
            <li className="flex items-center gap-2.5">
              <Target size={16} aria-hidden />
              {t("groups.goal", { count: card.goalHours })}
            </li>
          ) : null}
        </ul>
        <WayIn card={card} />
      </div>
    </div>
  );
}

function WayIn({ card }: { card: GroupCard }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [applying, setApplying] = useState(false);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const full = card.memberCount >= card.memberLimit;
  const refresh = () => client.invalidateQueries({ queryKey: groupsKey });

  async function run(act: () => Promise<unknown>) {
    setBusy(true);
    setRefused(null);
    try {
      await act();
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
    }
    await refresh();
    setBusy(false);
  }

  if (card.standing === "applied") {
    return (
      <Notice action={<Button onClick={() => void run(() => withdraw(card.id))}>{t("groups.join.withdraw")}</Button>}>
        {t("groups.join.waiting")}
      </Notice>
    );
  }
  return (
    <div className="grid gap-3">
      {refused ? <Notice kind="danger">{refused}</Notice> : null}
      {card.joinPolicy === "open" ? (
        <Button look="primary" large busy={busy} disabled={full} onClick={() => void run(() => join(card.id))}>
          {t(full ? "groups.full" : "groups.join.now")}
        </Button>
      ) : null}
      {card.joinPolicy === "apply" ? (
        <Button look="primary" large disabled={full} onClick={() => setApplying(true)}>
          {t(full ? "groups.full" : "groups.join.apply")}
        </Button>
      ) : null}
      {card.joinPolicy === "invite" ? <p className="text-muted">{t("groups.join.invite_only")}</p> : null}
      {applying ? (
        <Confirm
          title={t("groups.join.apply_title", { name: card.name })}
          text={t("groups.join.apply_text")}
          confirm={t("groups.join.send")}
          look="primary"
          disabled={lengthOf(text) > 500}
          act={async () => {
            await apply(card.id, text.trim());
            await refresh();
          }}
          onClose={() => setApplying(false)}
        >
          <TextArea
            label={t("groups.join.about_you")}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aside={`${lengthOf(text)}/500`}
            placeholder={t("groups.join.about_you_example")}
            rows={4}
          />
        </Confirm>
      ) : null}
    </div>
  );
}
