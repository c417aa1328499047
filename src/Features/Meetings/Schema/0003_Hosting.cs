using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Meetings.Schema;

[FeatureMigration(Feature.Meetings, 3)]
public sealed class Hosting : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("meetings_rooms").AddColumn("Locked").AsBoolean().NotNullable().WithDefaultValue(false);

        Create.Table("meetings_bans")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("BannedBy").AsGuid().NotNullable()
            .WithColumn("Reason").AsString(400).NotNullable()
            .WithColumn("BannedAt").AsInt64().NotNullable();

        Create.Table("meetings_warnings")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("RoomId").AsGuid().NotNullable()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("WarnedBy").AsGuid().NotNullable()
            .WithColumn("Reason").AsString(400).NotNullable()
            .WithColumn("Number").AsInt32().NotNullable()
            .WithColumn("WarnedAt").AsInt64().NotNullable()
            .WithColumn("SeenAt").AsInt64().Nullable();
        Create.Index("ix_meetings_warnings_room").OnTable("meetings_warnings").OnColumn("RoomId").Ascending();
        Create.Index("ix_meetings_warnings_user").OnTable("meetings_warnings").OnColumn("UserId").Ascending();

        // Recent rooms of one user (ROOM-12).
        Create.Index("ix_meetings_visits_user").OnTable("meetings_visits").OnColumn("UserId").Ascending().OnColumn("FirstAt").Descending();
    }
}
