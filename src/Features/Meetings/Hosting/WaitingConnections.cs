using System.Collections.Concurrent;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

/// <summary>At which room's door a connection of this node waits, so that its loss is told there.</summary>
internal sealed class WaitingConnections
{
    private readonly ConcurrentDictionary<string, RoomId> _rooms = new(StringComparer.Ordinal);

    public RoomId? Take(string connection) => _rooms.TryRemove(connection, out var room) ? room : null;

    public void Follow(MeetingState before, MeetingState after)
    {
        foreach (var gone in before.Hosting.Waiting.Except(after.Hosting.Waiting))
        {
            _rooms.TryRemove(new(gone.Connection, after.RoomId));
        }

        foreach (var waiter in after.Hosting.Waiting.Where(w => w.LostAt is null))
        {
            _rooms[waiter.Connection] = after.RoomId;
        }
    }
}
