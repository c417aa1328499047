import { useNavigate } from "@tanstack/react-router";
import { CreateRoomPage } from "@/features/rooms/components/create-room-page";

export function CreateRoom() {
  const navigate = useNavigate();
  return (
    <CreateRoomPage onCreated={(room) => void navigate({ to: "/rooms/$roomId", params: { roomId: room.id }, replace: true })} />
  );
}
