import { MePage } from "@/features/accounts/components/me-page";
import { useMe, useSignedOut } from "./use-me";

export function Mine() {
  const me = useMe();
  const signedOut = useSignedOut();
  return me ? <MePage me={me} onSignedOut={signedOut} /> : null;
}
