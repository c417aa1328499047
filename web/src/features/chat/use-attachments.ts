import { useEffect, useRef, useState } from "react";
import type { FileView } from "@/contract/http";
import { asRefusal } from "@/http/refusal";
import type { ChatSession } from "./chat-session";
import { mostFiles } from "./files";

export interface Attachment {
  key: number;
  file: File;
  /** 0 to 1 */
  sent: number;
  /** as the server has it, once it has */
  view: FileView | null;
  failure: string | null;
}

/** Files for the next message: they go to the server at once, the message carries their names. */
export function useAttachments(session: ChatSession) {
  const [all, setAll] = useState<Attachment[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const next = useRef(0);
  const running = useRef(new Map<number, AbortController>());

  useEffect(() => {
    const known = running.current;
    return () => {
      for (const one of known.values()) one.abort();
    };
  }, []);

  function become(key: number, change: Partial<Attachment>) {
    setAll((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  async function send(key: number, file: File) {
    const leaving = new AbortController();
    running.current.set(key, leaving);
    try {
      const view = await session.upload(file, (sent) => become(key, { sent }), leaving.signal);
      become(key, { view, sent: 1 });
    } catch (error) {
      if (!leaving.signal.aborted) become(key, { failure: asRefusal(error).code });
    } finally {
      running.current.delete(key);
    }
  }

  return {
    all,
    tooMany,
    /** Something is still on its way. */
    uploading: all.some((one) => one.view === null && one.failure === null),
    /** Something did not arrive, and waits for a decision. */
    failed: all.some((one) => one.failure !== null),
    ready: all.flatMap((one) => (one.view ? [one.view] : [])),
    add(files: File[]) {
      const room = mostFiles - all.length;
      setTooMany(files.length > room);
      const added = files.slice(0, room).map((file) => ({ key: next.current++, file, sent: 0, view: null, failure: null }));
      setAll([...all, ...added]);
      for (const { key, file } of added) void send(key, file);
    },
    retry(key: number) {
      const one = all.find((known) => known.key === key);
      if (one === undefined) return;
      become(key, { failure: null, sent: 0 });
      void send(key, one.file);
    },
    remove(key: number) {
      running.current.get(key)?.abort();
      setTooMany(false);
      setAll(all.filter((one) => one.key !== key));
    },
    clear() {
      setTooMany(false);
      setAll([]);
    },
  };
}
