import { useTranslation } from "react-i18next";
import { DoctorPage } from "@/features/doctor/components/doctor-page";
import { DoorFrame } from "@/ui/door-frame";
import { useTitle } from "@/ui/use-title";
import { useLive, useMe } from "./use-me";

/** For everybody: signed out, what needs a session says so. */
export function Doctor() {
  const { t } = useTranslation();
  const me = useMe();
  useTitle(t("doctor.title"));
  return <DoorFrame>{me === null ? <DoctorPage live={null} /> : <SignedIn />}</DoorFrame>;
}

function SignedIn() {
  const { live } = useLive();
  return <DoctorPage live={live} />;
}
