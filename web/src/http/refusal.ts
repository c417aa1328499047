/** What the server, or the way to it, refused. `message` is for logs; people read the catalogue's text for `code`. */
export interface Refusal {
  code: string;
  message: string;
  fields: Record<string, string>;
  details: Record<string, string>;
}

export class RefusedError extends Error implements Refusal {
  readonly code: string;
  readonly fields: Record<string, string>;
  readonly details: Record<string, string>;
  /** HTTP status; 0 where the server was not reached. */
  readonly status: number;

  constructor(
    code: string,
    message: string,
    more: { fields?: Record<string, string>; details?: Record<string, string>; status?: number } = {},
  ) {
    super(message);
    this.name = "RefusedError";
    this.code = code;
    this.fields = more.fields ?? {};
    this.details = more.details ?? {};
    this.status = more.status ?? 0;
  }
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof RefusedError) return error;
  return { code: "client.fault", message: error instanceof Error ? error.message : String(error), fields: {}, details: {} };
}
