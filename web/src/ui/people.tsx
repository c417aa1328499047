import { createContext, useContext } from "react";
import type { ReportKind } from "@/contract/http";
import type { MenuItem } from "./menu";

export interface Somebody {
  userId: string;
  handle: string;
  displayName: string;
}

/** Something one can report: a person, a room (`id`), a message (`id` of its room, `sequence`). */
export interface Reported {
  kind: ReportKind;
  id: string;
  sequence?: number;
  /** whose, or what, for the dialog's title */
  name: string;
}

/** What every part of the house asks about people, and offers about them; answered where the parts are put together. */
export interface People {
  isBlocked: (userId: string) => boolean;
  /** What one can do about somebody else: look at the profile, block, report. Nothing about oneself or nobody. */
  deeds: (somebody: Somebody) => MenuItem[];
  block: (somebody: Somebody) => void;
  unblock: (somebody: Somebody) => void;
  report: (what: Reported) => void;
  /** Closes an open room, whosever it is; null for those who do not run the installation. */
  closeRoom: ((roomId: string) => void) | null;
}

const nobody: People = {
  isBlocked: () => false,
  deeds: () => [],
  block: () => {},
  unblock: () => {},
  report: () => {},
  closeRoom: null,
};

export const PeopleContext = createContext<People>(nobody);

export const usePeople = (): People => useContext(PeopleContext);
