import type { Channel, GroupBody, GroupRole, GroupView, JoinPolicy } from "@/contract/http";

export const channels = ["elementary", "middle", "high", "university", "job-seekers"] as const satisfies readonly Channel[];
export const policies = ["open", "apply", "invite"] as const satisfies readonly JoinPolicy[];

/** What the directory is narrowed to; it stands in the address. */
export interface GroupFilter {
  q?: string | undefined;
  channel?: Channel | undefined;
  policy?: JoinPolicy | undefined;
  hasSpace?: boolean | undefined;
}

/** Reads a filter from an address; anything else in it is ignored. */
export function readGroupFilter(search: Record<string, unknown>): GroupFilter {
  const channel = channels.find((known) => known === search.channel);
  const policy = policies.find((known) => known === search.policy);
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q).slice(0, 60) : "";
  return {
    ...(q ? { q } : {}),
    ...(channel ? { channel } : {}),
    ...(policy ? { policy } : {}),
    ...(search.hasSpace === true ? { hasSpace: true } : {}),
  };
}

export const isHost = (role: GroupRole): boolean => role !== "member";

/** What somebody filled in. Everything is text while it is typed. */
export interface GroupDraft {
  name: string;
  subject: string;
  tags: string;
  description: string;
  goalHours: string;
  channel: Channel | "";
  memberLimit: string;
  hidden: boolean;
  joinPolicy: JoinPolicy;
}

export const emptyDraft: GroupDraft = {
  name: "",
  subject: "",
  tags: "",
  description: "",
  goalHours: "0",
  channel: "",
  memberLimit: "20",
  hidden: false,
  joinPolicy: "apply",
};

export function draftOf(group: GroupView): GroupDraft {
  return {
    name: group.name,
    subject: group.subject,
    tags: group.tags.join(", "),
    description: group.description,
    goalHours: String(group.goalHours),
    channel: group.channel ?? "",
    memberLimit: String(group.memberLimit),
    hidden: group.visibility === "hidden",
    joinPolicy: group.joinPolicy,
  };
}

export const lengthOf = (text: string): number => [...text.trim()].length;

export const tagsOf = (text: string): string[] =>
  text
    .split(/[,#\n]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

const within = (text: string, min: number, max: number) =>
  /^\d+$/.test(text.trim()) && Number(text) >= min && Number(text) <= max;

/** Which fields the server would refuse. */
export function faultsOf(
  draft: GroupDraft,
): Record<"name" | "subject" | "tags" | "description" | "goalHours" | "memberLimit", boolean> {
  const tags = tagsOf(draft.tags);
  return {
    name: lengthOf(draft.name) < 2 || lengthOf(draft.name) > 50,
    subject: lengthOf(draft.subject) < 1 || lengthOf(draft.subject) > 40,
    tags: tags.length > 10 || tags.some((tag) => lengthOf(tag) > 20),
    description: lengthOf(draft.description) > 2000,
    goalHours: !within(draft.goalHours, 0, 100),
    memberLimit: !within(draft.memberLimit, 2, 50),
  };
}

function bodyOf(draft: GroupDraft): Required<Omit<GroupBody, "policy">> {
  return {
    name: draft.name.trim(),
    subject: draft.subject.trim(),
    tags: tagsOf(draft.tags),
    description: draft.description.trim(),
    goalHours: Number(draft.goalHours),
    channel: draft.channel,
    memberLimit: Number(draft.memberLimit),
    visibility: draft.hidden ? "hidden" : "listed",
    joinPolicy: draft.hidden ? "invite" : draft.joinPolicy,
  };
}

/** What is sent: all of it for a new group, only what differs for a known one. */
export function changesOf(draft: GroupDraft, known: GroupView | null): GroupBody {
  const wanted = bodyOf(draft);
  if (known === null) return wanted;
  const before = bodyOf(draftOf(known));
  return Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof before])),
  );
}

/** A code as people read it: in fours. */
export const codeInFours = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");
