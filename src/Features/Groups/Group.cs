using System.Text.Json.Serialization;
using StudyHub.Data.Search;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>A lasting private group (GRP-1). It always has exactly one owner: the column that says so cannot be empty (GRP-7).</summary>
internal sealed class Group
{
    public const int DefaultLimit = 20;
    public const int MaxManagers = 5;

    /// <summary>How long a dissolved group can be restored (GRP-11).</summary>
    public static readonly TimeSpan RestoreWithin = TimeSpan.FromDays(14);

    private const char Between = '\n';

    private Group() { } // EF

    public GroupId Id { get; private init; }
    public string Name { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public string TagLines { get; private set; } = "";
    public string Description { get; private set; } = "";

    /// <summary>What is searched: name, subject and tags, folded.</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Hours per member and week.</summary>
    public int GoalHours { get; private set; }
    public Channel? Channel { get; private set; }
    public int MemberLimit { get; private set; }
    public Visibility Visibility { get; private set; }
    public JoinPolicy JoinPolicy { get; private set; }
    public string Notice { get; private set; } = "";
    public UserId Owner { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? DissolvedAt { get; private set; }

    /// <summary>Changed only by the statements of <see cref="Joining.Memberships"/>, in the transaction of the membership.</summary>
    public int MemberCount { get; private set; }
    public bool HasPlace { get; private set; }

    /// <summary>Guards edits against each other and against joins, where the database lets several run at once.</summary>
    public long Version { get; private set; }

    public IReadOnlyList<string> Tags => TagLines.Length == 0 ? [] : TagLines.Split(Between);

    public bool IsListed => DissolvedAt is null && Visibility == Visibility.Listed;

    /// <summary>What its creator or owner asks for; a field that is missing is not asked for.</summary>
    /// <param name="Channel">An empty text: none.</param>
    public sealed record Wish(
        string? Name = null,
        string? Subject = null,
        IReadOnlyList<string>? Tags = null,
        string? Description = null,
        int? GoalHours = null,
        string? Channel = null,
        int? MemberLimit = null,
        Visibility? Visibility = null,
        JoinPolicy? JoinPolicy = null);

    /// <summary>The only way a group comes to be; its creator is its owner and first member.</summary>
    public static Result<Group> Create(UserId creator, Wish wish, DateTimeOffset now)
    {
        var group = new Group
        {
            Id = GroupId.New(now),
            Owner = creator,
            CreatedAt = now,
            MemberLimit = DefaultLimit,
            MemberCount = 1,
            HasPlace = true,
        };
        var complete = wish with { Name = wish.Name ?? "", Subject = wish.Subject ?? "" };
        return group.Edit(complete) is { } refusal ? refusal : group;
    }

    /// <summary>Takes the fields that were sent, all or none (GRP-3).</summary>
    public Error? Edit(Wish wish)
    {
        var wrong = new Dictionary<string, string>();
        var name = Text(wrong, wish.Name, Name, "name", 2, 50, oneLine: true);
        var subject = Text(wrong, wish.Subject, Subject, "subject", 1, 40, oneLine: true);
        var description = Text(wrong, wish.Description, Description, "description", 0, 2_000, oneLine: false);
        var tags = wish.Tags is null ? Tags : [.. wish.Tags.Select(TextRules.Clean).Where(t => t.Length > 0).DistinctBy(Grams.Fold)];
        var channel = Channel;
        Check(wrong, "tags", tags.Count <= 10 && tags.All(t => TextRules.Length(t) <= 20 && TextRules.IsOneLine(t)));
        Check(wrong, "goalHours", (wish.GoalHours ?? GoalHours) is >= 0 and <= 100);
        Check(wrong, "memberLimit", (wish.MemberLimit ?? MemberLimit) is >= 2 and <= 50);
        Check(wrong, "channel", wish.Channel is null || Channels.TryRead(wish.Channel, out channel));
        Check(wrong, "visibility", wish.Visibility is not { } visibility || Enum.IsDefined(visibility));
        Check(wrong, "joinPolicy", wish.JoinPolicy is not { } policy || Enum.IsDefined(policy));
        if (wrong.Count > 0)
        {
            return GroupErrors.FieldInvalid(wrong);
        }

        if ((wish.Visibility ?? Visibility) == Visibility.Hidden && (wish.JoinPolicy ?? JoinPolicy) != JoinPolicy.Invite)
        {
            return GroupErrors.HiddenNeedsInvite;
        }

        if ((wish.MemberLimit ?? MemberLimit) < MemberCount)
        {
            return GroupErrors.LimitBelowMembers;
        }

        (Name, Subject, Description, TagLines) = (name, subject, description, string.Join(Between, tags));
        (GoalHours, Channel, MemberLimit) = (wish.GoalHours ?? GoalHours, channel, wish.MemberLimit ?? MemberLimit);
        (Visibility, JoinPolicy) = (wish.Visibility ?? Visibility, wish.JoinPolicy ?? JoinPolicy);
        SearchText = string.Join(Between, tags.Prepend(subject).Prepend(name).Select(Grams.Fold));
        HasPlace = MemberCount < MemberLimit;
        Version++;
        return null;
    }

    public Error? Announce(string? notice)
    {
        var wrong = new Dictionary<string, string>();
        var text = Text(wrong, notice ?? "", Notice, "notice", 0, 2_000, oneLine: false);
        if (wrong.Count > 0)
        {
            return GroupErrors.FieldInvalid(wrong);
        }

        Notice = text;
        Version++;
        return null;
    }

    public void HandOver(UserId to)
    {
        Owner = to;
        Version++;
    }

    public void Dissolve(DateTimeOffset now)
    {
        DissolvedAt = now;
        Version++;
    }

    /// <param name="members">How many could come back.</param>
    public void Restore(int members)
    {
        DissolvedAt = null;
        (MemberCount, HasPlace) = (members, members < MemberLimit);
        Version++;
    }

    /// <summary>What a search may narrow by.</summary>
    public IEnumerable<string> Flags()
    {
        yield return $"p{(int)JoinPolicy}";
        if (Channel is { } channel)
        {
            yield return $"c{(int)channel}";
        }

        if (HasPlace)
        {
            yield return "s";
        }
    }

    private static string Text(Dictionary<string, string> wrong, string? sent, string now, string field, int min, int max, bool oneLine)
    {
        if (sent is null)
        {
            return now;
        }

        var clean = TextRules.Clean(sent);
        Check(wrong, field, TextRules.Length(clean) >= min && TextRules.Length(clean) <= max && (!oneLine || TextRules.IsOneLine(clean)));
        return clean;
    }

    private static void Check(Dictionary<string, string> wrong, string field, bool ok)
    {
        if (!ok)
        {
            wrong[field] = $"group.{field.ToLowerInvariant()}_invalid";
        }
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<Visibility>))]
internal enum Visibility
{
    [JsonStringEnumMemberName("listed")]
    Listed,
    [JsonStringEnumMemberName("hidden")]
    Hidden,
}

[JsonConverter(typeof(JsonStringEnumConverter<JoinPolicy>))]
internal enum JoinPolicy
{
    [JsonStringEnumMemberName("open")]
    Open,
    [JsonStringEnumMemberName("apply")]
    Apply,
    [JsonStringEnumMemberName("invite")]
    Invite,
}
