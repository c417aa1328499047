using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data.Search;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Groups;

/// <summary>The directory of listed groups, newest first, and one card of it (GRP-4). Doors: <c>GET /groups</c>, <c>GET /groups/{id}/card</c>.</summary>
internal sealed class ListGroups(GroupsDb db, GroupSearch search, IAccounts accounts)
{
    private const int MaxQuery = 60;

    public sealed record Request(Channel? Channel, JoinPolicy? Policy, string? Q, bool? HasSpace, string? Cursor, int? Limit);

    public async Task<Result<GroupPage>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        var term = Grams.Fold(request.Q);
        term = term.Length > MaxQuery ? term[..MaxQuery] : term;
        return term.Length > 0 ? await SearchAsync(caller, request, term, ct) : await BrowseAsync(caller, request, ct);
    }

    public async Task<Result<GroupCard>> CardAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        var group = await db.FindAsync(id, ct);
        return group is { IsListed: true } || (group is not null && await db.StandingAsync(group, caller.UserId, ct) >= Standing.Member)
            ? (await CardsAsync(caller, [group], ct))[0]
            : group is null ? GroupErrors.NotFound : GroupErrors.Hidden;
    }

    private async Task<Result<GroupPage>> SearchAsync(Caller caller, Request request, string term, CancellationToken ct)
    {
        if (!Page.Read<long>(request.Cursor, request.Limit).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var found = await search.Index.FindAsync<Group>(db, term, Flags(request), page.After, page.Limit, ids => LoadAsync(ids, term, ct), ct);
        return new GroupPage(await CardsAsync(caller, found.Items, ct), Page.Next(found.Next));
    }

    private async Task<IReadOnlyDictionary<Guid, Group>> LoadAsync(IReadOnlyList<Guid> ids, string term, CancellationToken ct)
    {
        var wanted = ids.Select(GroupId.Of).ToList();
        var groups = await db.Groups.AsNoTracking().Where(g => wanted.Contains(g.Id)).ToListAsync(ct);
        return groups.Where(g => g.IsListed && g.SearchText.Contains(term, StringComparison.Ordinal)).ToDictionary(g => g.Id.Value);
    }

    private async Task<Result<GroupPage>> BrowseAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (!Page.Read<Guid>(request.Cursor, request.Limit).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var query = db.Groups.AsNoTracking().Where(g => g.Visibility == Visibility.Listed && g.DissolvedAt == null);
        query = page.After is { } after ? query.Where(g => ((Guid)(object)g.Id).CompareTo(after) < 0) : query;
        query = request.Channel is { } channel ? query.Where(g => g.Channel == channel) : query;
        query = request.Policy is { } policy ? query.Where(g => g.JoinPolicy == policy) : query;
        query = request.HasSpace == true ? query.Where(g => g.HasPlace) : query;
        var (groups, next) = Page.Cut(await query.OrderByDescending(g => g.Id).Take(page.Limit + 1).ToListAsync(ct), page.Limit, g => g.Id);
        return new GroupPage(await CardsAsync(caller, groups, ct), next);
    }

    private static IEnumerable<string> Flags(Request request)
    {
        if (request.Channel is { } channel)
        {
            yield return $"c{(int)channel}";
        }

        if (request.Policy is { } policy)
        {
            yield return $"p{(int)policy}";
        }

        if (request.HasSpace == true)
        {
            yield return "s";
        }
    }

    private async Task<IReadOnlyList<GroupCard>> CardsAsync(Caller caller, IReadOnlyList<Group> groups, CancellationToken ct)
    {
        var ids = groups.Select(g => g.Id).ToList();
        var member = await db.Members.Where(m => m.UserId == caller.UserId && ids.Contains(m.GroupId)).Select(m => m.GroupId).ToListAsync(ct);
        var applied = await db.Applications.Where(a => a.UserId == caller.UserId && ids.Contains(a.GroupId)).Select(a => a.GroupId).ToListAsync(ct);
        var profiles = await accounts.ProfilesAsync([.. groups.Select(g => g.Owner).Distinct()], ct);
        return [.. groups.Select(g => new GroupCard(
            g.Id, g.Name, g.Subject, g.Tags, g.Description, g.GoalHours, g.Channel, g.MemberLimit, g.MemberCount, g.JoinPolicy,
            GroupPersonView.Of(g.Owner, profiles).DisplayName,
            member.Contains(g.Id) ? CardStanding.Member : applied.Contains(g.Id) ? CardStanding.Applied : CardStanding.None))];
    }
}
