import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "@/features/accounts/api";
import { safeNext } from "@/features/accounts/state";
import { readGroupFilter } from "@/features/groups/state";
import { readFilter } from "@/features/rooms/state";
import { Failure } from "./failure";
import { NotFoundPage } from "./not-found-page";
import { queryClient } from "./query-client";

const me = () => queryClient.ensureQueryData(meQuery);
const nextSearch = (search: Record<string, unknown>): { next?: string; recovered?: true } => {
  const next = safeNext(search.next);
  return { ...(next === null ? {} : { next }), ...(search.recovered === true ? { recovered: true } : {}) };
};

/** A message to go to, in a room's or a group's address. */
const messageSearch = ({ message }: Record<string, unknown>): { message?: number } =>
  Number.isSafeInteger(message) && Number(message) > 0 ? { message: Number(message) } : {};

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
const recover = createRoute({
  getParentRoute: () => signedOut,
  path: "/recover",
  component: lazyRouteComponent(() => import("./account-pages"), "Recover"),
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
const recentRooms = createRoute({
  getParentRoute: () => signedIn,
  path: "/rooms/recent",
  component: lazyRouteComponent(() => import("./recent-rooms"), "RecentRooms"),
});
const groups = createRoute({
  getParentRoute: () => signedIn,
  path: "/groups",
  validateSearch: readGroupFilter,
  component: lazyRouteComponent(() => import("./groups"), "Groups"),
});
const createGroup = createRoute({
  getParentRoute: () => signedIn,
  path: "/groups/new",
  component: lazyRouteComponent(() => import("./groups"), "CreateGroup"),
});
const group = createRoute({
  getParentRoute: () => signedIn,
  path: "/groups/$groupId",
  validateSearch: messageSearch,
  component: lazyRouteComponent(() => import("./groups"), "Group"),
});
const groupSettings = createRoute({
  getParentRoute: () => signedIn,
  path: "/groups/$groupId/settings",
  component: lazyRouteComponent(() => import("./groups"), "GroupSettings"),
});
const mine = createRoute({
  getParentRoute: () => signedIn,
  path: "/me",
  component: lazyRouteComponent(() => import("./mine"), "Mine"),
});
const mySecurity = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/security",
  component: lazyRouteComponent(() => import("./mine"), "MySecurity"),
});
const myData = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/data",
  component: lazyRouteComponent(() => import("./mine"), "MyData"),
});
const myPeople = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/people",
  component: lazyRouteComponent(() => import("./mine"), "MyPeople"),
});
const myNotifications = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/notifications",
  component: lazyRouteComponent(() => import("./mine"), "MyNotifications"),
});
const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: "/notifications",
  component: lazyRouteComponent(() => import("@/features/notifications/components/notifications-page"), "NotificationsPage"),
});
const hosting = createRoute({
  getParentRoute: () => signedIn,
  path: "/hosting/$roomId",
  component: lazyRouteComponent(() => import("./hosting"), "Hosting"),
});
const person = createRoute({
  getParentRoute: () => signedIn,
  path: "/people/$handle",
  component: lazyRouteComponent(() => import("./person"), "Person"),
});
const admin = createRoute({
  getParentRoute: () => signedIn,
  path: "/admin",
  component: lazyRouteComponent(() => import("./mine"), "Console"),
});

/** The link that the first start prints, for somebody signed in or not. */
const becomeAdmin = createRoute({
  getParentRoute: () => root,
  path: "/become-admin",
  beforeLoad: async () => ({ me: await me() }),
  component: lazyRouteComponent(() => import("./become-admin"), "BecomeAdmin"),
});

/** A room's link works for everybody: signed out it shows the door, signed in the way in. */
const room = createRoute({
  getParentRoute: () => root,
  path: "/rooms/$roomId",
  validateSearch: messageSearch,
  beforeLoad: async () => ({ me: await me() }),
  component: lazyRouteComponent(() => import("./room-link"), "RoomLink"),
});

/** An invitation's link works for everybody, too, and survives signing up. */
const invite = createRoute({
  getParentRoute: () => root,
  path: "/invite/$code",
  beforeLoad: async () => ({ me: await me() }),
  component: lazyRouteComponent(() => import("./invite"), "Invite"),
});

const doctor = createRoute({
  getParentRoute: () => root,
  path: "/doctor",
  beforeLoad: async () => {
    await me();
  },
  component: lazyRouteComponent(() => import("./doctor"), "Doctor"),
});

const reference = createRoute({
  getParentRoute: () => root,
  path: "/docs/api",
  component: lazyRouteComponent(() => import("./reference"), "Reference"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    landing,
    signedOut.addChildren([signIn, signUp, recover]),
    signedIn.addChildren([
      rooms,
      createRoom,
      recentRooms,
      groups,
      createGroup,
      group,
      groupSettings,
      mine,
      mySecurity,
      myData,
      myPeople,
      myNotifications,
      notifications,
      hosting,
      person,
      admin,
    ]),
    becomeAdmin,
    room,
    invite,
    doctor,
    reference,
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
