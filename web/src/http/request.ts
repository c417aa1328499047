import type { Problem } from "@/contract/http";
import { randomHex } from "./ids";
import { RefusedError } from "./refusal";

export interface Request {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Record<string, string | number | boolean | null | undefined>;
  /** sent as JSON, or as it is where it is a file */
  body?: unknown;
  /** makes something: if no answer comes and the same is asked for again, it is made once (`Idempotency-Key`) */
  once?: boolean;
  signal?: AbortSignal | undefined;
}

/** Asks whoever is here to prove again who they are; answers whether they did. */
type AskForProof = () => Promise<boolean>;
let askForProof: AskForProof | null = null;

/** Who asks for a newer proof where the server wants one before it does what was requested. */
export function provideProof(ask: AskForProof | null): void {
  askForProof = ask;
}

/** Keys of what was asked for and not answered, by address and body: asking again takes the same one. */
const unanswered = new Map<string, string>();

/**
 * One request to the server's REST door. Throws a RefusedError for everything that is not a success. Where the server first wants
 * to know again who is here, they are asked, and the request is made once more.
 */
export async function request<T>(path: string, options: Request = {}): Promise<T> {
  try {
    return await send<T>(path, options);
  } catch (error) {
    const wanted = error instanceof RefusedError && error.code === "auth.reauth_needed";
    if (!wanted || askForProof === null || !(await askForProof())) throw error;
    return send<T>(path, options);
  }
}

async function send<T>(path: string, { method = "GET", query, body, once = false, signal }: Request): Promise<T> {
  const file = body instanceof Blob;
  const text = body === undefined || file ? body : JSON.stringify(body);
  const asked = once ? `${path} ${text}` : null;
  const key = asked === null ? null : (unanswered.get(asked) ?? randomHex(16));
  if (asked !== null && key !== null) unanswered.set(asked, key);
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${queryText(query)}`, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": file ? body.type : "application/json" }),
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      ...(text === undefined ? {} : { body: text }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new RefusedError("client.unreachable", "The server did not answer.");
  }

  const refusal = response.ok ? null : await refused(response);
  // A failure of the server's, or a first request still running, leaves open whether it was done.
  const isOpen = response.status >= 500 || refusal?.code === "api.idempotency_running";
  if (asked !== null && !isOpen) unanswered.delete(asked);
  if (refusal) throw refusal;
  if (response.status === 204 || response.status === 202) return (await response.json().catch(() => undefined)) as T;
  return (await response.json()) as T;
}

function queryText(query: Request["query"]): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`;
}

async function refused(response: Response): Promise<RefusedError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const retryAfter = response.headers.get("retry-after");
  return new RefusedError(problem?.code ?? `http.${response.status}`, problem?.detail ?? problem?.title ?? response.statusText, {
    fields: problem?.errors ?? {},
    details: { ...(retryAfter ? { retryAfter } : {}), ...problem?.details },
    status: response.status,
  });
}
