using StudyHub.Kernel.Ports;

namespace StudyHub.Meetings.Hosting;

/// <summary>What hosts, people at the door and warned people hear besides what everybody in the room does.</summary>
internal sealed class HostNews(IBroadcast broadcast, WaitingConnections waiting)
{
    public async ValueTask TellAsync(MeetingState before, MeetingState after)
    {
        var lineMoved = !ReferenceEquals(before.Hosting.Waiting, after.Hosting.Waiting);
        foreach (var (waiter, code) in after.Hosting.Dismissed)
        {
            await broadcast.SendToAsync(waiter.Connection, new WaitEnded(after.RoomId, code));
        }

        if (lineMoved)
        {
            waiting.Follow(before, after);
            foreach (var waiter in after.Hosting.Waiting.Where(w => !w.IsAdmitted))
            {
                await broadcast.SendToAsync(waiter.Connection, new PlaceChanged(after.RoomId, after.Hosting.PlaceOf(waiter.UserId)));
            }
        }

        await TellHostsAsync(before, after, lineMoved);
        foreach (var warning in after.Hosting.Warnings.Except(before.Hosting.Warnings))
        {
            await broadcast.SendAsync(Audiences.Of(warning.UserId), new RoomWarned(after.RoomId, after.Title, warning.Reason, warning.Number));
        }
    }

    private async ValueTask TellHostsAsync(MeetingState before, MeetingState after, bool lineMoved)
    {
        if (after.Hosting.Waiting.IsEmpty && !lineMoved)
        {
            return;
        }

        var line = new WaitingChanged(
            after.RoomId, [.. after.Hosting.Waiting.Where(w => !w.IsAdmitted).Select(w => new WaiterView(w.UserId, w.Handle, w.DisplayName, w.Since))]);
        foreach (var host in after.Seats.Where(s => s.Connection is not null && after.IsHost(s.UserId)))
        {
            var knew = before.IsHost(host.UserId) && before.SeatOf(host.UserId)?.Connection == host.Connection;
            if (lineMoved || !knew)
            {
                await broadcast.SendToAsync(host.Connection!, line);
            }
        }
    }
}
