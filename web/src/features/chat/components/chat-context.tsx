import { createContext, useContext } from "react";
import type { AuthorView, FileView, MessageView } from "@/contract/http";
import type { ChatSession } from "../chat-session";

/** What every part of one chat can do. */
export interface ChatTools {
  session: ChatSession;
  me: AuthorView;
  isHost: boolean;
  /** false where there is nothing but to read */
  mayWrite: boolean;
  /** everybody met in this chat, by id */
  names: ReadonlyMap<string, string>;
  jump: (sequence: number) => void;
  reply: (message: MessageView) => void;
  edit: (message: MessageView) => void;
  askDelete: (message: MessageView) => void;
  preview: (file: FileView) => void;
  /** Does what can be refused, and shows why where it was. */
  run: (deed: Promise<string | null>) => void;
}

const Context = createContext<ChatTools | null>(null);

export const ChatProvider = Context.Provider;

export function useChat(): ChatTools {
  const tools = useContext(Context);
  if (tools === null) throw new Error("Parts of a chat stand inside one.");
  return tools;
}
