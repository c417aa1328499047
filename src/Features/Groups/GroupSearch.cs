using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Data.Search;
using StudyHub.Groups.Contracts;

namespace StudyHub.Groups;

/// <summary>Keeps the directory's search in step: a listed group is found, any other is not.</summary>
internal sealed class GroupSearch(IDatabase database)
{
    public SearchIndex Index { get; } = new(GroupsDb.SearchName, database.Grams);

    /// <summary>Inside a unit of work, after the group's row was written.</summary>
    public async Task PutAsync(WriteUnit unit, GroupId id)
    {
        var db = unit.Db<GroupsDb>();
        var group = await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id);
        if (group is { IsListed: true })
        {
            await Index.PutAsync(db, id.Value, group.SearchText, group.Flags());
        }
        else
        {
            await Index.RemoveAsync(db, id.Value);
        }
    }
}
