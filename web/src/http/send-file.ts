import type { Problem } from "@/contract/http";
import { RefusedError } from "./refusal";

/** Sends one file as it is. `onProgress` hears the part sent, 0 to 1: what fetch cannot say. */
export function sendFile<T>(path: string, file: Blob, onProgress: (part: number) => void, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    const unreachable = () => reject(new RefusedError("client.unreachable", "The server did not answer."));
    const abort = () => sending.abort();
    sending.open("POST", `/api/v1${path}`);
    sending.responseType = "json";
    sending.setRequestHeader("accept", "application/json");
    sending.setRequestHeader("content-type", "application/octet-stream");
    sending.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    sending.onerror = unreachable;
    sending.ontimeout = unreachable;
    sending.onabort = () => reject(new DOMException("Aborted", "AbortError"));
    sending.onload = () => {
      if (sending.status >= 200 && sending.status < 300) return resolve(sending.response as T);
      const problem = sending.response as Partial<Problem> | null;
      const retryAfter = sending.getResponseHeader("retry-after");
      reject(
        new RefusedError(problem?.code ?? `http.${sending.status}`, problem?.detail ?? sending.statusText, {
          details: { ...(retryAfter ? { retryAfter } : {}), ...problem?.details },
          status: sending.status,
        }),
      );
    };
    sending.onloadend = () => signal.removeEventListener("abort", abort);
    if (signal.aborted) return sending.onabort(new ProgressEvent("abort"));
    signal.addEventListener("abort", abort);
    sending.send(file);
  });
}
