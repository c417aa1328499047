import { Pin, Search } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { AuthorView, FileView, MessageView } from "@/contract/http";
import { codeText } from "@/i18n/refusal-text";
import { cx } from "@/ui/class-names";
import { Confirm } from "@/ui/confirm";
import { Notice } from "@/ui/notice";
import { usePeople } from "@/ui/people";
import type { ChatSession } from "../chat-session";
import { mayCompose } from "../state";
import { ChatProvider, type ChatTools } from "./chat-context";
import { ChatSearch } from "./chat-search";
import { Composer, type ComposerSubject } from "./composer";
import { FilePreview } from "./file-preview";
import { MessageList } from "./message-list";
import { prepareRichText } from "./message-text";
import { PinnedMessages } from "./pinned-messages";
import { TypingLine } from "./typing-line";

interface Props {
  session: ChatSession;
  me: AuthorView;
  /** may pin, delete others' messages and call everybody */
  isHost: boolean;
  /** somebody can be reading it */
  visible: boolean;
  /** a message to go to, by its sequence number */
  jumpTo?: number | null;
  /** `jumpTo` was heard: until it is another one, nothing jumps */
  onJumped?: () => void;
}

const refusalShownMs = 6000;
type View = "talk" | "search" | "pinned";

/** A room's chat: what was said, and the line to say something. */
export function ChatPanel({ session, me, isHost, visible, jumpTo = null, onJumped }: Props) {
  const { t } = useTranslation();
  const state = useSyncExternalStore(session.watch, session.now);
  const [view, setView] = useState<View>("talk");
  const [subject, setSubject] = useState<ComposerSubject>(null);
  const [target, setTarget] = useState<{ sequence: number } | null>(null);
  const [preview, setPreview] = useState<FileView | null>(null);
  const [deleting, setDeleting] = useState<MessageView | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const names = useNames(state.messages, me);
  const latest = useRef(state);
  latest.current = state;

  useEffect(prepareRichText, []);
  useEffect(() => {
    if (refused === null) return;
    const timer = setTimeout(() => setRefused(null), refusalShownMs);
    return () => clearTimeout(timer);
  }, [refused]);

  const jump = useCallback(
    (sequence: number) => {
      setView("talk");
      void session.goTo(sequence).then((code) => {
        setRefused(code);
        if (code === null) setTarget({ sequence });
      });
    },
    [session],
  );

  const { isBlocked } = usePeople();
  useEffect(() => session.ignore(isBlocked), [session, isBlocked]);

  const isOpen = state.phase !== "new";
  const jumped = useRef(onJumped);
  jumped.current = onJumped;
  useEffect(() => {
    if (!isOpen || jumpTo === null) return;
    jump(jumpTo);
    jumped.current?.();
  }, [isOpen, jumpTo, jump]);

  const mayWrite = state.phase !== "closed";
  const tools = useMemo<ChatTools>(
    () => ({
      session,
      me,
      isHost,
      mayWrite,
      names,
      jump,
      reply: (message) => setSubject({ kind: "reply", message }),
      edit: (message) => setSubject({ kind: "edit", message }),
      askDelete: setDeleting,
      preview: setPreview,
      run: (deed) => void deed.then((code) => code !== null && setRefused(code)),
    }),
    [session, me, isHost, mayWrite, names, jump],
  );

  function editLast() {
    const last = latest.current.messages.findLast((message) => message.author.id === me.id && message.removed === null);
    if (last && session.mayEdit(last)) setSubject({ kind: "edit", message: last });
  }

  // What is answered or edited may be taken back meanwhile.
  const current = subject && state.messages.find((message) => message.sequence === subject.message.sequence);
  useEffect(() => {
    if (current?.removed) setSubject(null);
  }, [current?.removed]);

  return (
    <ChatProvider value={tools}>
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex justify-end gap-0.5 border-b border-line px-3 pb-0.5">
          <ViewButton
            icon={Pin}
            label={t("chat.pins.title")}
            on={view === "pinned"}
            onPress={(on) => setView(on ? "pinned" : "talk")}
          />
          <ViewButton
            icon={Search}
            label={t("chat.search.title")}
            on={view === "search"}
            onPress={(on) => setView(on ? "search" : "talk")}
          />
        </div>
        {/* Out of sight the talk keeps its place: nothing has scrolled when it comes back. */}
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)]">
          {view === "talk" ? null : (
            <div className="flex min-h-0 flex-col [grid-area:1/1]">
              {view === "search" ? (
                <ChatSearch onClose={() => setView("talk")} />
              ) : (
                <PinnedMessages changes={state.offset} onClose={() => setView("talk")} />
              )}
            </div>
          )}
          <div className={cx("flex min-h-0 flex-col [grid-area:1/1]", view === "talk" ? "" : "invisible")}>
            <MessageList state={state} visible={visible && view === "talk"} target={target} />
            {refused ? (
              <p role="alert" className="px-4 pt-1 text-xs text-danger">
                {codeText(t, refused)}
              </p>
            ) : null}
            <TypingLine />
            {state.phase === "closed" && state.closedWith ? (
              <div className="p-4">
                <Notice kind="warm">{codeText(t, state.closedWith)}</Notice>
              </div>
            ) : (
              <Composer
                waitingFull={!mayCompose(state)}
                offline={state.phase === "offline"}
                subject={subject}
                onSubject={setSubject}
                onEditLast={editLast}
                onRefused={setRefused}
              />
            )}
          </div>
        </div>
      </div>
      {preview ? <FilePreview roomId={session.roomId} file={preview} onClose={() => setPreview(null)} /> : null}
      {deleting ? (
        <Confirm
          title={t("chat.delete_title")}
          text={t("chat.delete_text")}
          confirm={t("chat.delete")}
          act={async () => setRefused(await session.delete(deleting.sequence))}
          onClose={() => setDeleting(null)}
        />
      ) : null}
    </ChatProvider>
  );
}

interface ViewButtonProps {
  icon: typeof Pin;
  label: string;
  on: boolean;
  onPress: (on: boolean) => void;
}

function ViewButton({ icon: Icon, label, on, onPress }: ViewButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={label}
      title={label}
      onClick={() => onPress(!on)}
      className={cx(
        "grid size-8 place-items-center rounded-control transition-colors",
        on ? "bg-accent-soft text-accent" : "text-muted hover:bg-sunken hover:text-text",
      )}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}

/** Everybody met in the messages that are loaded. */
function useNames(messages: MessageView[], me: AuthorView): ReadonlyMap<string, string> {
  const former = useRef<ReadonlyMap<string, string>>(new Map());
  return useMemo(() => {
    const names = new Map([[me.id, me.displayName]]);
    for (const { author, mentions } of messages)
      for (const person of [author, ...mentions]) names.set(person.id, person.displayName);
    const same = names.size === former.current.size && [...names].every(([id, name]) => former.current.get(id) === name);
    if (!same) former.current = names;
    return former.current;
  }, [messages, me]);
}
