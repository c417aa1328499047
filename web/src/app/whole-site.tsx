import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import type { Root } from "react-dom/client";
import { meQuery } from "@/features/accounts/api";
import { RefusedError } from "@/http/refusal";
import { NavigationContext } from "@/ui/site-link";
import { InsecurePage } from "./insecure-page";
import { queryClient } from "./query-client";
import { router } from "./router";
import { startServiceWorker } from "./updates";

/** A request that finds nobody signed in sends the page to where one signs in, and back afterwards. */
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  if (event.action.error instanceof RefusedError && event.action.error.status === 401) {
    queryClient.setQueryData(meQuery.queryKey, null);
    void router.invalidate();
  }
});

/** Everything behind the landing page. */
export function showSite(root: Root): void {
  void startServiceWorker();
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <NavigationContext value={(href) => router.history.push(href)}>
          {isSecureContext ? <RouterProvider router={router} /> : <InsecurePage />}
        </NavigationContext>
      </QueryClientProvider>
    </StrictMode>,
  );
}
