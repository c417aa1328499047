import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  ApplicationList,
  BanList,
  GroupBody,
  GroupCard,
  GroupPage,
  GroupRole,
  GroupView,
  InvitationBody,
  InvitationList,
  InvitationPreview,
  InvitationView,
  MemberList,
  MyGroups,
  WarningGiven,
} from "@/contract/http";
import { request } from "@/http/request";
import type { GroupFilter } from "./state";

const at = (groupId: string, more = "") => `/groups/${encodeURIComponent(groupId)}${more}`;

/** Everything about groups lies under this key: a hint that something changed asks all of it again. */
export const groupsKey = ["groups"] as const;

export const myGroupsQuery = queryOptions({
  queryKey: [...groupsKey, "mine"],
  queryFn: ({ signal }) => request<MyGroups>("/groups/mine", { signal }),
});

export const directoryQuery = (filter: GroupFilter) =>
  infiniteQueryOptions({
    queryKey: [...groupsKey, "directory", filter],
    staleTime: 0,
    gcTime: 0,
    initialPageParam: null as string | null,
    getNextPageParam: (page: GroupPage) => page.nextCursor,
    queryFn: ({ pageParam, signal }) => request<GroupPage>("/groups", { query: { ...filter, cursor: pageParam }, signal }),
  });

const part = <T>(groupId: string, name: string, path: string) =>
  queryOptions({
    queryKey: [...groupsKey, "one", groupId, name],
    queryFn: ({ signal }) => request<T>(at(groupId, path), { signal }),
  });

export const groupQuery = (groupId: string) => part<GroupView>(groupId, "group", "");
export const cardQuery = (groupId: string) => part<GroupCard>(groupId, "card", "/card");
export const membersQuery = (groupId: string) => part<MemberList>(groupId, "members", "/members");
export const applicationsQuery = (groupId: string) => part<ApplicationList>(groupId, "applications", "/applications");
export const invitationsQuery = (groupId: string) => part<InvitationList>(groupId, "invitations", "/invitations");
export const bansQuery = (groupId: string) => part<BanList>(groupId, "bans", "/bans");

export const invitationQuery = (code: string) =>
  queryOptions({
    queryKey: [...groupsKey, "invitation", code],
    staleTime: 0,
    queryFn: ({ signal }) => request<InvitationPreview>(`/invitations/${encodeURIComponent(code)}`, { signal }),
  });

export const createGroup = (body: GroupBody) => request<GroupView>("/groups", { method: "POST", body, once: true });
export const editGroup = (groupId: string, body: GroupBody) => request<GroupView>(at(groupId), { method: "PATCH", body });
export const announce = (groupId: string, notice: string) =>
  request<GroupView>(at(groupId, "/notice"), { method: "PUT", body: { notice } });
export const setRole = (groupId: string, userId: string, role: GroupRole) =>
  request<void>(at(groupId, `/members/${userId}/role`), { method: "PUT", body: { role } });
export const handOver = (groupId: string, userId: string) =>
  request<void>(at(groupId, "/owner"), { method: "PUT", body: { userId } });
export const dissolve = (groupId: string, name: string) =>
  request<void>(at(groupId, "/dissolve"), { method: "POST", body: { name } });
export const restore = (groupId: string) => request<GroupView>(at(groupId, "/restore"), { method: "POST" });
export const join = (groupId: string) => request<void>(at(groupId, "/join"), { method: "POST", once: true });
export const leave = (groupId: string) => request<void>(at(groupId, "/leave"), { method: "POST" });
export const apply = (groupId: string, text: string) =>
  request<void>(at(groupId, "/applications"), { method: "POST", body: { text }, once: true });
export const withdraw = (groupId: string) => request<void>(at(groupId, "/applications/mine"), { method: "DELETE" });
export const decide = (groupId: string, userId: string, verdict: "accept" | "refuse") =>
  request<void>(at(groupId, `/applications/${userId}/${verdict}`), { method: "POST" });
export const invite = (groupId: string, body: InvitationBody) =>
  request<InvitationView>(at(groupId, "/invitations"), { method: "POST", body, once: true });
export const revoke = (groupId: string, code: string) => request<void>(at(groupId, `/invitations/${code}`), { method: "DELETE" });
export const acceptInvitation = (code: string) =>
  request<GroupView>(`/invitations/${encodeURIComponent(code)}`, { method: "POST", once: true });
export const warn = (groupId: string, userId: string, reason: string) =>
  request<WarningGiven>(at(groupId, "/warnings"), { method: "POST", body: { userId, reason }, once: true });
export const kick = (groupId: string, userId: string, reason: string) =>
  request<void>(at(groupId, "/bans"), { method: "POST", body: { userId, reason }, once: true });
export const liftBan = (groupId: string, userId: string) => request<void>(at(groupId, `/bans/${userId}`), { method: "DELETE" });
