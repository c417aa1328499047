import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { meQuery } from "@/features/accounts/api";
import { live } from "./connection";
import { queryClient } from "./query-client";

/** Who is signed in, on a page that only somebody signed in reaches. */
export function useMe() {
  return useQuery(meQuery).data ?? null;
}

/** Shows the landing page, with nothing left of whoever was here. */
export function useSignedOut(): () => void {
  const router = useRouter();
  return useCallback(() => {
    live.stop();
    queryClient.clear();
    queryClient.setQueryData(meQuery.queryKey, null);
    void router.navigate({ to: "/", replace: true });
  }, [router]);
}

/** Keeps the live connection while mounted pages need it, and leaves when the server ends the session. */
export function useLive() {
  const signedOut = useSignedOut();
  const status = useSyncExternalStore(live.watch, live.statusNow);
  useEffect(() => live.start(), []);
  useEffect(() => {
    if (status === "closed" && live.closedWith === "auth.session_ended") signedOut();
  }, [status, signedOut]);
  // A session that ended while nobody could tell us: ask, as long as the connection does not come back.
  useEffect(() => {
    if (status !== "lost") return;
    const timer = setInterval(() => {
      void queryClient.fetchQuery({ ...meQuery, staleTime: 0 }).then(
        (me) => me === null && signedOut(),
        () => {},
      );
    }, 4000);
    return () => clearInterval(timer);
  }, [status, signedOut]);
  return { live, status };
}
