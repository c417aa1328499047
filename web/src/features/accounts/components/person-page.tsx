import { useQuery } from "@tanstack/react-query";
import { Ban, Flag, Link2, UserRoundCheck, UserRoundX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { asRefusal } from "@/http/refusal";
import { Avatar } from "@/ui/avatar";
import { Button, buttonClass } from "@/ui/button";
import { usePeople } from "@/ui/people";
import { SiteLink } from "@/ui/site-link";
import { StateBlock } from "@/ui/state-block";
import { useTitle } from "@/ui/use-title";
import { personQuery } from "../api";

/** What everybody signed in sees of a person. */
export function PersonPage({ handle, mine }: { handle: string; mine: boolean }) {
  const { t } = useTranslation();
  const people = usePeople();
  const person = useQuery(personQuery(handle));
  useTitle(person.data ? person.data.displayName : `@${handle}`);
  if (person.error && asRefusal(person.error).code !== "profile.not_found") throw person.error;
  if (person.error)
    return (
      <StateBlock
        heading="h1"
        icon={UserRoundX}
        title={t("accounts.person.nobody_title")}
        text={t("accounts.person.nobody_text")}
      >
        <SiteLink href="/rooms" className={buttonClass("primary")}>
          {t("accounts.person.rooms")}
        </SiteLink>
      </StateBlock>
    );
  if (!person.data) return <div className="m-8 h-40 animate-breathe rounded-card bg-sunken" aria-busy />;

  const { id, displayName, avatar, bio, link } = person.data;
  const somebody = { userId: id, handle: person.data.handle, displayName };
  const blocked = people.isBlocked(id);
  return (
    <article className="mx-auto grid w-full max-w-[640px] justify-items-center gap-4 px-4 py-10 text-center phone:px-8 phone:py-14">
      <Avatar id={id} name={displayName} src={avatar} className="size-32 text-4xl" />
      <div className="min-w-0 max-w-full">
        <h1 className="text-xl font-bold break-words">{displayName}</h1>
        <p className="text-muted">@{person.data.handle}</p>
      </div>
      {bio ? <p className="max-w-[52ch] break-words whitespace-pre-line">{bio}</p> : null}
      {link ? (
        <a
          href={link}
          target="_blank"
          rel="noopener noreferrer nofollow ugc"
          className="inline-flex max-w-full items-center gap-1.5 font-semibold text-accent underline-offset-4 hover:underline"
        >
          <Link2 size={18} aria-hidden className="flex-none" />
          <span className="truncate">{link.replace(/^https:\/\//, "")}</span>
        </a>
      ) : null}
      {mine ? (
        <SiteLink href="/me" className={buttonClass()}>
          {t("accounts.person.edit")}
        </SiteLink>
      ) : (
        <div className="mt-4 grid justify-items-center gap-3">
          {blocked ? <p className="text-muted">{t("accounts.person.blocked")}</p> : null}
          <div className="flex flex-wrap justify-center gap-2">
            <Button onClick={() => (blocked ? people.unblock(somebody) : people.block(somebody))}>
              {blocked ? <UserRoundCheck size={16} aria-hidden /> : <Ban size={16} aria-hidden />}
              {t(blocked ? "moderation.menu.unblock" : "moderation.menu.block")}
            </Button>
            <Button look="plain" onClick={() => people.report({ kind: "user", id, name: displayName })}>
              <Flag size={16} aria-hidden />
              {t("moderation.menu.report")}
            </Button>
          </div>
        </div>
      )}
    </article>
  );
}
