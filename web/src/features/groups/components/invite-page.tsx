import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MailOpen, TicketX, UsersRound } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { refusalText } from "@/i18n/refusal-text";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { DoorFrame } from "@/ui/door-frame";
import { Notice } from "@/ui/notice";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { acceptInvitation, groupsKey, invitationQuery } from "../api";

/** Where an invitation's link leads: for everybody what the group is, for the signed-in one press to join. */
export function InvitePage({
  code,
  signedIn,
  onJoined,
}: {
  code: string;
  signedIn: boolean;
  onJoined: (groupId: string) => void;
}) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery({ ...invitationQuery(code), retry: false });
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const invitation = query.data;
  useTitle(invitation?.name ?? t("groups.invite.title"));
  const next = `?next=${encodeURIComponent(`/invite/${code}`)}`;

  async function accept() {
    setBusy(true);
    setRefused(null);
    try {
      const group = await acceptInvitation(code);
      void client.invalidateQueries({ queryKey: groupsKey });
      onJoined(group.id);
    } catch (error) {
      setRefused(refusalText(t, asRefusal(error)));
      setBusy(false);
    }
  }

  return (
    <DoorFrame>
      <main className="mx-auto w-full max-w-[480px] flex-1 px-4 pt-4 pb-16 phone:pt-12">
        <div className="rounded-tile border border-line bg-raised shadow-lift">
          {query.isPending ? (
            <div className="grid animate-breathe gap-3 p-8" aria-busy>
              <div className="h-4 w-24 rounded bg-sunken" />
              <div className="h-7 w-4/5 rounded bg-sunken" />
              <div className="h-12 rounded bg-sunken" />
            </div>
          ) : null}
          {query.error ? (
            <StateBlock
              heading="h1"
              icon={TicketX}
              title={t("groups.invite.failed")}
              text={refusalText(t, asRefusal(query.error))}
            >
              <SiteLink href="/" className={buttonClass("quiet")}>
                {t("rooms.door.home")}
              </SiteLink>
            </StateBlock>
          ) : null}
          {invitation && query.isSuccess ? (
            <div className="grid gap-6 p-6 phone:p-8">
              <p className="flex items-center gap-2 text-muted">
                <MailOpen size={18} aria-hidden />
                {t("groups.invite.from", { name: invitation.ownerName })}
              </p>
              <div className="flex items-center gap-4">
                <Avatar id={invitation.groupId} name={invitation.name} className="size-14 rounded-card text-xl" />
                <div className="min-w-0">
                  <h1 className="text-xl font-bold">{invitation.name}</h1>
                  <p className="num flex flex-wrap items-center gap-x-3 text-muted">
                    {invitation.subject}
                    <span className="inline-flex items-center gap-1.5">
                      <UsersRound size={14} aria-hidden />
                      {t("groups.members_of", { count: invitation.memberCount, limit: invitation.memberLimit })}
                    </span>
                  </p>
                </div>
              </div>
              {refused ? <Notice kind="danger">{refused}</Notice> : null}
              <div className="grid gap-2">
                {!signedIn ? (
                  <>
                    <SiteLink href={`/sign-up${next}`} className={buttonClass("primary", true)}>
                      {t("groups.invite.sign_up")}
                    </SiteLink>
                    <SiteLink href={`/sign-in${next}`} className={buttonClass("quiet", true)}>
                      {t("common.sign_in")}
                    </SiteLink>
                  </>
                ) : invitation.member ? (
                  <SiteLink href={`/groups/${invitation.groupId}`} className={buttonClass("primary", true)}>
                    {t("groups.invite.open")}
                  </SiteLink>
                ) : (
                  <Button look="primary" large busy={busy} onClick={() => void accept()}>
                    {t("groups.invite.join")}
                  </Button>
                )}
              </div>
            </div>
          ) : null}
        </div>
      </main>
    </DoorFrame>
  );
}
