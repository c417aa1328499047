import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import type { Root } from "react-dom/client";
import { NavigationContext } from "@/ui/site-link";
import { InsecurePage } from "./insecure-page";
import { queryClient } from "./query-client";
import { router } from "./router";

/** Everything behind the landing page. */
export function showSite(root: Root): void {
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
