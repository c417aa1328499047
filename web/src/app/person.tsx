import { getRouteApi } from "@tanstack/react-router";
import { PersonPage } from "@/features/accounts/components/person-page";
import { useMe } from "./use-me";

const route = getRouteApi("/signed-in/people/$handle");

export function Person() {
  const { handle } = route.useParams();
  const me = useMe();
  return <PersonPage key={handle} handle={handle} mine={me?.handle.toLowerCase() === handle.toLowerCase()} />;
}
