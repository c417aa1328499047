/** What the server answers to one command. */
export interface Answer {
  value: unknown;
  error: { kind: string; code: string; message: string } | null;
}

/** One WebSocket of the live protocol: commands with their answers, and events. It lasts as long as its connection and does not come back. */
export class LiveSocket {
  readonly #socket: WebSocket;
  readonly #asked = new Map<number, (answer: Answer | null) => void>();
  #lastId = 0;

  /**
   * @param url Beginning with `/`: of this page's own server.
   * @param onEvent Is told every event.
   * @param onClose Is told once that it has ended, whichever way, or could not begin.
   */
  constructor(url: string, onEvent: (type: string, body: unknown) => void, onClose: () => void) {
    this.#socket = new WebSocket(new URL(url.replace(/^\//, `${location.origin.replace(/^http/, "ws")}/`)));
    this.#socket.onmessage = ({ data }) => {
      const said = JSON.parse(data) as { event: string; body: unknown } | (Answer & { id: number });
      if ("event" in said) onEvent(said.event, said.body);
      else this.#answer(said.id, said);
    };
    this.#socket.onclose = () => {
      for (const id of [...this.#asked.keys()]) this.#answer(id, null);
      onClose();
    };
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** Settles once it is open; never, where it cannot be: then `onClose` is called. */
  opened(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.onopen = () => resolve();
    });
  }

  /** Null where the connection ended before the answer. */
  call(name: string, body: unknown): Promise<Answer | null> {
    if (!this.isOpen) return Promise.resolve(null);
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, name, body }));
    });
  }

  close(): void {
    this.#socket.close();
  }

  #answer(id: number, answer: Answer | null): void {
    this.#asked.get(id)?.(answer);
    this.#asked.delete(id);
  }
}
