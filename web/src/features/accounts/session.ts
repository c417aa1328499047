import type { MeView } from "@/contract/http";
import { RefusedError } from "@/http/refusal";
import { request } from "@/http/request";

/** Who is signed in here; null for nobody. Throws where the server cannot tell. */
export async function fetchMe(signal?: AbortSignal): Promise<MeView | null> {
  try {
    return await request<MeView>("/me", { signal });
  } catch (error) {
    if (error instanceof RefusedError && error.status === 401) return null;
    throw error;
  }
}
