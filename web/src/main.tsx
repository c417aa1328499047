import "./styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LandingPage } from "./features/accounts/components/landing-page";
import { fetchMe } from "./features/accounts/session";
import { startTexts } from "./i18n/i18n";
import { NavigationContext } from "./ui/site-link";

const element = document.getElementById("root");
if (element === null) throw new Error("The page has no root.");
const root = createRoot(element);

/** A signed-out visitor downloads the landing page and nothing else; the site follows with the first step. */
async function start(): Promise<void> {
  const landing = isSecureContext && location.pathname === "/";
  const [nobody] = await Promise.all([
    landing
      ? fetchMe().then(
          (me) => me === null,
          () => false,
        )
      : false,
    startTexts(),
  ]);
  if (!nobody) return showSite();
  root.render(
    <StrictMode>
      <NavigationContext
        value={(href) => {
          history.pushState(null, "", href);
          void showSite();
        }}
      >
        <LandingPage />
      </NavigationContext>
    </StrictMode>,
  );
}

async function showSite(): Promise<void> {
  (await import("./app/whole-site")).showSite(root);
}

addEventListener("popstate", () => void showSite(), { once: true });
await start();
