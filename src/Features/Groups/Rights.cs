using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Who may: the first question of every use case (GRP-6). To who is no member a group's inside does not exist.</summary>
internal static class Rights
{
    public static Task<Result<Group>> AsMemberAsync(this GroupsDb db, GroupId id, UserId user, CancellationToken ct) =>
        db.AsAsync(id, user, Standing.Member, ct);

    /// <summary>Owner and managers.</summary>
    public static Task<Result<Group>> AsHostAsync(this GroupsDb db, GroupId id, UserId user, CancellationToken ct) =>
        db.AsAsync(id, user, Standing.Manager, ct);

    public static Task<Result<Group>> AsOwnerAsync(this GroupsDb db, GroupId id, UserId user, CancellationToken ct) =>
        db.AsAsync(id, user, Standing.Owner, ct);

    private static async Task<Result<Group>> AsAsync(this GroupsDb db, GroupId id, UserId user, Standing needed, CancellationToken ct)
    {
        if (await db.FindAsync(id, ct) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        var standing = await db.StandingAsync(group, user, ct);
        return standing < Standing.Member ? GroupErrors.Hidden : standing < needed ? GroupErrors.RoleNeeded : group;
    }
}
