import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { RoomDoor } from "@/features/rooms/components/room-door";
import { Spinner } from "@/ui/spinner";

const route = getRouteApi("/rooms/$roomId");
// Sockets and calls are for people who may enter; the door needs neither.
const RoomPage = lazy(() => import("./room-page").then((module) => ({ default: module.RoomPage })));

export function RoomLink() {
  const { roomId } = route.useParams();
  const { message = null } = route.useSearch();
  const { me } = route.useRouteContext();
  if (me === null) return <RoomDoor roomId={roomId} message={message} />;
  return (
    <Suspense
      fallback={
        <div className="grid flex-1 place-items-center text-muted">
          <Spinner />
        </div>
      }
    >
      <RoomPage key={roomId} roomId={roomId} me={me} message={message} />
    </Suspense>
  );
}
