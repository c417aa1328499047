using FluentMigrator;
using StudyHub.Data;
using StudyHub.Data.Search;

namespace StudyHub.Groups.Schema;

[FeatureMigration(Feature.Groups, 1)]
public sealed class Groups(IDatabase database) : ForwardOnlyMigration
{
    public override void Up()
    {
        CreateGroups();
        CreateMembers();
        CreateJoining();
        CreateModeration();
        SearchIndex.Create(this, "groups_search", database.Grams);
    }

    private void CreateGroups()
    {
        Create.Table("groups_groups")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("Name").AsString(100).NotNullable()
            .WithColumn("Subject").AsString(80).NotNullable()
            .WithColumn("TagLines").AsString(500).NotNullable()
            .WithColumn("Description").AsString(4000).NotNullable()
            .WithColumn("SearchText").AsString(700).NotNullable()
            .WithColumn("GoalHours").AsInt32().NotNullable()
            .WithColumn("Channel").AsInt32().Nullable()
            .WithColumn("MemberLimit").AsInt32().NotNullable()
            .WithColumn("MemberCount").AsInt32().NotNullable()
            .WithColumn("HasPlace").AsBoolean().NotNullable()
            .WithColumn("Visibility").AsInt32().NotNullable()
            .WithColumn("JoinPolicy").AsInt32().NotNullable()
            .WithColumn("Notice").AsString(4000).NotNullable()
            .WithColumn("Owner").AsGuid().NotNullable() // Exactly one, at every instant (GRP-7).
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("DissolvedAt").AsInt64().Nullable()
            .WithColumn("Version").AsInt64().NotNullable();

        Create.Index("ix_groups_groups_directory").OnTable("groups_groups")
            .OnColumn("Visibility").Ascending().OnColumn("DissolvedAt").Ascending().OnColumn("Id").Descending();
        Create.Index("ix_groups_groups_owner").OnTable("groups_groups").OnColumn("Owner").Ascending();
    }

    private void CreateMembers()
    {
        Create.Table("groups_members")
            .WithColumn("GroupId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("IsManager").AsBoolean().NotNullable()
            .WithColumn("Slot").AsInt32().Nullable()
            .WithColumn("JoinedAt").AsInt64().NotNullable();

        // A user's slots are numbered: two joins that race cannot both take the last one (GRP-2).
        Create.Index("ux_groups_members_slot").OnTable("groups_members")
            .OnColumn("UserId").Ascending().OnColumn("Slot").Ascending().WithOptions().Unique();
    }

    private void CreateJoining()
    {
        Create.Table("groups_applications")
            .WithColumn("GroupId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Slot").AsInt32().NotNullable()
            .WithColumn("Text").AsString(1000).NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("ExpiresAt").AsInt64().NotNullable();
        Create.Index("ux_groups_applications_slot").OnTable("groups_applications")
            .OnColumn("UserId").Ascending().OnColumn("Slot").Ascending().WithOptions().Unique();
        Create.Index("ix_groups_applications_expiry").OnTable("groups_applications").OnColumn("ExpiresAt").Ascending();

        Create.Table("groups_invitations")
            .WithColumn("Code").AsString(12).PrimaryKey()
            .WithColumn("GroupId").AsGuid().NotNullable()
            .WithColumn("IssuedBy").AsGuid().NotNullable()
            .WithColumn("IssuedAt").AsInt64().NotNullable()
            .WithColumn("ExpiresAt").AsInt64().Nullable()
            .WithColumn("MaxUses").AsInt32().Nullable()
            .WithColumn("Uses").AsInt32().NotNullable()
            .WithColumn("RevokedAt").AsInt64().Nullable();
        Create.Index("ix_groups_invitations_group").OnTable("groups_invitations").OnColumn("GroupId").Ascending();
    }

    private void CreateModeration()
    {
        Create.Table("groups_warnings")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("GroupId").AsGuid().NotNullable()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("WarnedBy").AsGuid().NotNullable()
            .WithColumn("Reason").AsString(400).NotNullable()
            .WithColumn("Number").AsInt32().NotNullable()
            .WithColumn("WarnedAt").AsInt64().NotNullable()
            .WithColumn("SeenAt").AsInt64().Nullable();

        // The third warning is one warning, also when two hosts give it at once.
        Create.Index("ux_groups_warnings_number").OnTable("groups_warnings")
            .OnColumn("GroupId").Ascending().OnColumn("UserId").Ascending().OnColumn("Number").Ascending().WithOptions().Unique();
        Create.Index("ix_groups_warnings_user").OnTable("groups_warnings").OnColumn("UserId").Ascending();

        Create.Table("groups_bans")
            .WithColumn("GroupId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("BannedBy").AsGuid().NotNullable()
            .WithColumn("Reason").AsString(400).NotNullable()
            .WithColumn("BannedAt").AsInt64().NotNullable();
    }
}
