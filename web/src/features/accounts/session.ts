import type { MeView, SessionView } from "@/contract/http";
import { request } from "@/http/request";

/** Who is signed in here; null for nobody. Throws where the server cannot tell. */
export async function fetchMe(signal?: AbortSignal): Promise<MeView | null> {
  return (await request<SessionView>("/sessions/current", { signal })).me;
}
