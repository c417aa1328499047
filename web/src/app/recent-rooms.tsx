import { RecentPage } from "@/features/rooms/components/recent-page";

export function RecentRooms() {
  return <RecentPage />;
}
