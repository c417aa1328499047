import "./styles.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { InsecurePage } from "./app/insecure-page";
import { queryClient } from "./app/query-client";
import { router } from "./app/router";
import { startTexts } from "./i18n/i18n";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no root.");

await startTexts();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      {isSecureContext ? <RouterProvider router={router} /> : <InsecurePage />}
    </QueryClientProvider>
  </StrictMode>,
);
