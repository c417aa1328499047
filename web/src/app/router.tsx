import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "@/features/accounts/api";
import { safeNext } from "@/features/accounts/state";
import { readFilter } from "@/features/rooms/state";
import { Failure } from "./failure";
import { NotFoundPage } from "./not-found-page";
import { queryClient } from "./query-client";

const me = () => queryClient.ensureQueryData(meQuery);
const nextSearch = (search: Record<string, unknown>): { next?: string } => {
  const next = safeNext(search.next);
  return next === null ? {} : { next };
};

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: Failure });

const landing = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    if ((await me()) !== null) throw redirect({ to: "/rooms", replace: true });
  },
  component: lazyRouteComponent(() => import("@/features/accounts/components/landing-page"), "LandingPage"),
});

const signedOut = createRoute({
  getParentRoute: () => root,
  id: "signed-out",
  validateSearch: nextSearch,
  beforeLoad: async ({ search }) => {
    if ((await me()) !== null) throw redirect({ href: search.next ?? "/rooms", replace: true });
  },
});
const signIn = createRoute({
  getParentRoute: () => signedOut,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./account-pages"), "SignIn"),
});
const signUp = createRoute({
  getParentRoute: () => signedOut,
  path: "/sign-up",
  component: lazyRouteComponent(() => import("./account-pages"), "SignUp"),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    if ((await me()) === null) throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
  },
  component: lazyRouteComponent(() => import("./shell"), "Shell"),
});
const rooms = createRoute({
  getParentRoute: () => signedIn,
  path: "/rooms",
  validateSearch: readFilter,
  component: lazyRouteComponent(() => import("./lobby"), "Lobby"),
});
const createRoom = createRoute({
  getParentRoute: () => signedIn,
  path: "/rooms/new",
  component: lazyRouteComponent(() => import("./create-room"), "CreateRoom"),
});
const mine = createRoute({
  getParentRoute: () => signedIn,
  path: "/me",
  component: lazyRouteComponent(() => import("./mine"), "Mine"),
});

/** A room's link works for everybody: signed out it shows the door, signed in the way in. */
const room = createRoute({
  getParentRoute: () => root,
  path: "/rooms/$roomId",
  beforeLoad: async () => ({ me: await me() }),
  component: lazyRouteComponent(() => import("./room-link"), "RoomLink"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    landing,
    signedOut.addChildren([signIn, signUp]),
    signedIn.addChildren([rooms, createRoom, mine]),
    room,
  ]),
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
