import { useQuery } from "@tanstack/react-query";
import type { MeView } from "@/contract/http";
import { securityQuery } from "../api";
import { AddressSection } from "./address-section";
import { PasskeysSection } from "./passkeys-section";
import { PasswordSection } from "./password-section";
import { SecondFactorSection } from "./second-factor-section";
import { SessionsSection } from "./sessions-section";
import { SettingsFrame } from "./settings-frame";

/** How one signs in, and where one is signed in. */
export function SecurityPage({ me }: { me: MeView }) {
  const security = useQuery(securityQuery);
  if (security.error) throw security.error;
  return (
    <SettingsFrame me={me} here="/me/security">
      {security.data ? (
        <>
          <PasswordSection hasPassword={security.data.hasPassword} />
          <PasskeysSection passkeys={security.data.passkeys} />
          <SecondFactorSection security={security.data} />
        </>
      ) : (
        <div className="h-64 animate-breathe rounded-card bg-sunken" aria-busy />
      )}
      <AddressSection me={me} />
      <SessionsSection />
    </SettingsFrame>
  );
}
