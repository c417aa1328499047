import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MeView } from "@/contract/http";
import { ChatSession } from "@/features/chat/chat-session";
import { ChatPanel } from "@/features/chat/components/chat-panel";
import { ChatUnread } from "@/features/chat/components/chat-peek";
import { groupQuery } from "@/features/groups/api";
import { isHost } from "@/features/groups/state";
import { live } from "./connection";

/** A group's conversation on its page, for members who do not sit in the room. */
export function GroupChat({ groupId, me, message }: { groupId: string; me: MeView; message: number | null }) {
  const { t } = useTranslation();
  const group = useQuery({ ...groupQuery(groupId), retry: false }).data;
  const [session, setSession] = useState<ChatSession | null>(null);

  useEffect(() => {
    const chat = new ChatSession(live, groupId, me.id);
    const follow = () =>
      void live.call("chat.watch", { roomId: groupId }).then((reply) => {
        if (reply.error === null) chat.entered(reply.value);
      });
    const stop = live.onOnline(follow);
    live.start();
    if (live.status === "online") follow();
    setSession(chat);
    return () => {
      stop();
      chat.close();
      void live.call("chat.unwatch", { roomId: groupId });
    };
  }, [groupId, me.id]);

  const shown = session !== null && group !== undefined;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown && message !== null) section.current?.scrollIntoView({ block: "center" });
  }, [shown, message]);

  if (session === null || group === undefined) return null;
  return (
    <section
      ref={section}
      aria-labelledby="group-chat"
      className="flex h-[min(70dvh,560px)] flex-col overflow-hidden rounded-card border border-line bg-raised"
    >
      <h2 id="group-chat" className="flex items-center gap-2 px-5 pt-4 font-semibold">
        {t("chat.log")}
        <ChatUnread session={session} />
      </h2>
      <ChatPanel session={session} me={me} isHost={isHost(group.role)} visible jumpTo={message} />
    </section>
  );
}
