import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { groupsKey } from "@/features/groups/api";
import { CreateGroupPage } from "@/features/groups/components/create-group-page";
import { GroupPage } from "@/features/groups/components/group-page";
import { GroupSettingsPage } from "@/features/groups/components/group-settings-page";
import { GroupsPage } from "@/features/groups/components/groups-page";
import { GroupLevel } from "@/features/notifications/components/group-level";
import { roomQuery } from "@/features/rooms/api";
import { live } from "./connection";
import { GroupChat } from "./group-chat";
import { useNews } from "./news";
import { useMe } from "./use-me";

const list = getRouteApi("/signed-in/groups");
const one = getRouteApi("/signed-in/groups/$groupId");
const settings = getRouteApi("/signed-in/groups/$groupId/settings");

export function Groups() {
  const filter = list.useSearch();
  const navigate = list.useNavigate();
  const { chats, isMuted } = useNews();
  return (
    <GroupsPage
      filter={filter}
      unread={(groupId) => ({ count: chats.get(groupId)?.unread ?? 0, muted: isMuted(groupId) })}
      onFilter={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
    />
  );
}

export function CreateGroup() {
  const navigate = useNavigate();
  return (
    <CreateGroupPage
      onCreated={(group) => void navigate({ to: "/groups/$groupId", params: { groupId: group.id }, replace: true })}
    />
  );
}

/** While the page is open, whatever happens in the group is asked for again. */
function useGroupNews(groupId: string) {
  const client = useQueryClient();
  useEffect(() => {
    const watch = () => void live.call("groups.watch", { groupId });
    const unsubscribe = [
      live.onOnline(watch),
      live.on("groups.changed", (change) => {
        if (change.groupId === groupId) void client.invalidateQueries({ queryKey: groupsKey });
      }),
    ];
    live.start();
    if (live.status === "online") watch();
    return () => {
      for (const stop of unsubscribe) stop();
      void live.call("groups.unwatch", { groupId });
    };
  }, [client, groupId]);
}

export function Group() {
  const { groupId } = one.useParams();
  const { message } = one.useSearch();
  const me = useMe();
  const navigate = useNavigate();
  useGroupNews(groupId);
  const room = useQuery({ ...roomQuery(groupId), retry: false, refetchInterval: 15_000 });
  return me ? (
    <GroupPage
      groupId={groupId}
      meId={me.id}
      room={room.data ?? null}
      chat={<GroupChat groupId={groupId} me={me} message={message ?? null} />}
      level={<GroupLevel groupId={groupId} />}
      onGone={() => void navigate({ to: "/groups" })}
    />
  ) : null;
}

export function GroupSettings() {
  const { groupId } = settings.useParams();
  const navigate = useNavigate();
  return <GroupSettingsPage groupId={groupId} onDissolved={() => void navigate({ to: "/groups" })} />;
}
