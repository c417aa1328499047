using StudyHub.Data;
using StudyHub.Data.Search;

namespace StudyHub.Rooms;

/// <summary>Keeps the search of titles in step: an open room is found until it closes.</summary>
internal sealed class RoomSearch(IDatabase database)
{
    public SearchIndex Index { get; } = new(RoomsDb.SearchName, database.Grams);

    /// <summary>Inside a unit of work.</summary>
    public Task PutAsync(WriteUnit unit, OpenRoom room)
    {
        var db = unit.Db<RoomsDb>();
        return room.Closed ? Index.RemoveAsync(db, room.Id.Value) : Index.PutAsync(db, room.Id.Value, room.TitleFolded, room.Flags());
    }
}
