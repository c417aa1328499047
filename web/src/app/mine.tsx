import { useTranslation } from "react-i18next";
import { AdminPage } from "@/features/accounts/components/admin-page";
import { DataPage } from "@/features/accounts/components/data-page";
import { MePage } from "@/features/accounts/components/me-page";
import { SecurityPage } from "@/features/accounts/components/security-page";
import { SettingsFrame } from "@/features/accounts/components/settings-frame";
import { BlocksSection } from "@/features/moderation/components/blocks-section";
import { MyReportsSection } from "@/features/moderation/components/my-reports-section";
import { ReportsSection } from "@/features/moderation/components/reports-section";
import { actText, reasonText } from "@/features/moderation/state";
import { HowSection } from "@/features/notifications/components/how-section";
import { useMe, useSignedOut } from "./use-me";

export function Mine() {
  const me = useMe();
  const signedOut = useSignedOut();
  return me ? <MePage me={me} onSignedOut={signedOut} /> : null;
}

export function MySecurity() {
  const me = useMe();
  return me ? <SecurityPage me={me} /> : null;
}

export function MyData() {
  const me = useMe();
  const signedOut = useSignedOut();
  return me ? <DataPage me={me} onSignedOut={signedOut} /> : null;
}

export function MyNotifications() {
  const me = useMe();
  return me ? (
    <SettingsFrame me={me} here="/me/notifications">
      <HowSection />
    </SettingsFrame>
  ) : null;
}

export function MyPeople() {
  const me = useMe();
  return me ? (
    <SettingsFrame me={me} here="/me/people">
      <BlocksSection />
      <MyReportsSection />
    </SettingsFrame>
  ) : null;
}

export function Console() {
  const { t } = useTranslation();
  return (
    <AdminPage
      reports={<ReportsSection />}
      describe={(act, reason) => ({ act: actText(t, act), reason: reason && reasonText(t, act, reason) })}
    />
  );
}
