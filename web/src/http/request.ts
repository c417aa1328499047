import type { Problem } from "@/contract/http";
import { RefusedError } from "./refusal";

export interface Request {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/** One request to the server's REST door. Throws a RefusedError for everything that is not a success. */
export async function request<T>(path: string, { method = "GET", query, body, signal }: Request = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${queryText(query)}`, {
      method,
      credentials: "same-origin",
      headers: { accept: "application/json", ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new RefusedError("client.unreachable", "The server did not answer.");
  }

  if (!response.ok) throw await refused(response);
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
