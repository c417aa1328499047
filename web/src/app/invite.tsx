import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { InvitePage } from "@/features/groups/components/invite-page";

const route = getRouteApi("/invite/$code");

export function Invite() {
  const { code } = route.useParams();
  const { me } = route.useRouteContext();
  const navigate = useNavigate();
  return (
    <InvitePage
      code={code}
      signedIn={me !== null}
      onJoined={(groupId) => void navigate({ to: "/groups/$groupId", params: { groupId }, replace: true })}
    />
  );
}
