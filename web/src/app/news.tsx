import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { NotificationView } from "@/contract/http";
import type { ReadView } from "@/contract/live";
import { FollowedChats } from "@/features/chat/followed-chats";
import { groupQuery } from "@/features/groups/api";
import { listKey, newest, settingsQuery, unreadQuery } from "@/features/notifications/api";
import { showBrowserNote } from "@/features/notifications/browser-notes";
import { chime } from "@/features/notifications/chime";
import { sentence } from "@/features/notifications/say";
import { isQuiet, levelOf, linkOf, linkWithin } from "@/features/notifications/state";
import { usePeople } from "@/ui/people";
import { useTitleMark } from "@/ui/use-title";
import { live } from "./connection";
import { useMe } from "./use-me";

type About = Pick<NotificationView, "kind" | "place" | "sequence">;

interface News {
  /** by group */
  chats: ReadonlyMap<string, ReadView>;
  isMuted: (groupId: string) => boolean;
  /** in the chats of groups one wants to hear of */
  unreadChats: number;
}

const none: News = { chats: new Map(), isMuted: () => false, unreadChats: 0 };
const NewsContext = createContext<News>(none);
export const useNews = (): News => useContext(NewsContext);

/** What is read where it happens is not made heard: it has this long to be read. */
const readFirstMs = 1500;

/** Counts what is unread, on this tab as on all others, and makes itself heard about what has come, as its user wants it. */
export function NewsProvider({ children, seatedIn }: { children: ReactNode; seatedIn?: () => string | null }) {
  const me = useMe();
  const { isBlocked } = usePeople();
  const blocked = useRef(isBlocked);
  blocked.current = isBlocked;
  const [followed, setFollowed] = useState<FollowedChats | null>(null);
  const meId = me?.id ?? null;

  useEffect(() => {
    if (meId === null) return;
    const chats = new FollowedChats(live, meId, (userId) => blocked.current(userId));
    setFollowed(chats);
    return () => chats.close();
  }, [meId]);

  const chats = useSyncExternalStore(followed?.watch ?? watchNothing, followed?.now ?? nothingRead);
  const settings = useQuery({ ...settingsQuery, enabled: meId !== null }).data;
  const unread = useQuery({ ...unreadQuery, enabled: meId !== null }).data?.unread ?? 0;
  const news = useMemo<News>(() => {
    const isMuted = (groupId: string) => levelOf(settings, groupId) === "none";
    let unreadChats = 0;
    for (const [groupId, read] of chats) if (!isMuted(groupId)) unreadChats += read.unread;
    return { chats, isMuted, unreadChats };
  }, [chats, settings]);
  useTitleMark(unread);
  useArrivals(seatedIn);
  return <NewsContext value={news}>{children}</NewsContext>;
}

const watchNothing = () => () => {};
const nothingRead = () => none.chats;
const nowhere = () => null;

/** `seatedIn` answers the room one sits in: a note that is pressed keeps the seat. */
function useArrivals(seatedIn: () => string | null = nowhere) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const router = useRouter();
  const me = useMe();
  const { isBlocked } = usePeople();
  const now = useRef({ t, isBlocked, meId: me?.id, seatedIn });
  now.current = { t, isBlocked, meId: me?.id, seatedIn };

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const soon = (act: () => void) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        act();
      }, readFirstMs);
      timers.add(timer);
    };

    const follow = (about: About) => {
      const room = now.current.seatedIn();
      const within = room === null ? null : linkWithin(room, about);
      if (room === null) router.history.push(linkOf(about));
      else if (within !== null) router.history.replace(within);
      else if (about.place?.id !== room) window.open(linkOf(about), "_blank", "noopener");
    };

    /** In one tab of this browser, and in no quiet hour. */
    const tell = async (id: string, title: string, body: string, about: About) => {
      const settings = await client.fetchQuery({ ...settingsQuery, staleTime: 60_000 });
      if (isQuiet(settings, new Date())) return;
      await onceInThisBrowser(id, () => {
        if (settings.sound) chime();
        showBrowserNote(title, body, id, () => follow(about));
      });
    };
    const tellArrived = async (id: string) => {
      const item = (await newest()).items.find((one) => one.id === id);
      if (item === undefined || item.read) return;
      await tell(id, sentence(now.current.t, item), item.text ?? "", item);
    };
    const tellMessage = async (groupId: string, sequence: number) => {
      const settings = await client.fetchQuery({ ...settingsQuery, staleTime: 60_000 });
      if (levelOf(settings, groupId) !== "all") return;
      const reply = await live.call("chat.follow", {});
      const read = reply.value?.items.find((chat) => chat.roomId === groupId)?.read;
      if (read === undefined || read.readTo >= sequence) return;
      const name = (await client.ensureQueryData(groupQuery(groupId))).name;
      await tell(`chat/${groupId}`, now.current.t("notifications.new_messages", { name, count: read.unread }), "", {
        kind: "mention",
        place: { kind: "group", id: groupId, name },
        sequence: null,
      });
    };

    const ask = () => {
      void client.invalidateQueries({ queryKey: unreadQuery.queryKey });
      void client.invalidateQueries({ queryKey: listKey });
    };
    const unsubscribe = [
      live.onOnline(ask),
      live.on("notifications.changed", ({ unread, arrived }) => {
        client.setQueryData(unreadQuery.queryKey, { unread });
        void client.invalidateQueries({ queryKey: listKey });
        if (arrived !== null) soon(() => void tellArrived(arrived).catch(() => {}));
      }),
      live.on("notifications.settings", () => void client.invalidateQueries({ queryKey: settingsQuery.queryKey })),
      live.on("groups.mine", () => void client.invalidateQueries({ queryKey: settingsQuery.queryKey })),
      live.on("chat.news", ({ roomId, sequence, authorId, removed }) => {
        if (removed || authorId === now.current.meId || now.current.isBlocked(authorId)) return;
        soon(() => void tellMessage(roomId, sequence).catch(() => {}));
      }),
    ];
    return () => {
      for (const stop of unsubscribe) stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [client, router]);
}

/** Several tabs hear the same: the first of them acts, and holds the others back for a moment. */
async function onceInThisBrowser(id: string, act: () => void): Promise<void> {
  if (!("locks" in navigator)) return act();
  await navigator.locks.request(`studyhub.news/${id}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    act();
    await new Promise((resolve) => setTimeout(resolve, 2 * readFirstMs));
  });
}
