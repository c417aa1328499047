import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { BecomeAdminPage, takeAdminToken } from "@/features/accounts/components/become-admin-page";

const route = getRouteApi("/become-admin");

export function BecomeAdmin() {
  const { me } = route.useRouteContext();
  const [token] = useState(takeAdminToken);
  return <BecomeAdminPage me={me} token={token} />;
}
