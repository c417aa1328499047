import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { Notice } from "@/ui/notice";
import type { ChatSession } from "../chat-session";
import { mayCompose } from "../state";
import { Composer } from "./composer";
import { MessageList } from "./message-list";

/** A room's chat: what was said, and the line to say something. `visible` while somebody can be reading it. */
export function ChatPanel({ session, me, visible }: { session: ChatSession; me: AuthorView; visible: boolean }) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(session.watch, session.now);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <MessageList session={session} state={state} me={me} visible={visible} />
      {state.phase === "closed" && state.closedWith ? (
        <div className="p-4">
          <Notice kind="warm">{codeText(t, state.closedWith)}</Notice>
        </div>
      ) : (
        <Composer
          roomId={session.roomId}
          waitingFull={!mayCompose(state)}
          offline={state.phase === "offline"}
          onSend={(text) => session.send(text)}
        />
      )}
    </div>
  );
}
