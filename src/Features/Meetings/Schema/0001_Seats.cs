using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Meetings.Schema;

[FeatureMigration(Feature.Meetings, 1)]
public sealed class Seats : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("meetings_rooms")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Life").AsInt32().NotNullable()
            .WithColumn("Owner").AsGuid().NotNullable()
            .WithColumn("ReservedFor").AsGuid().Nullable()
            .WithColumn("ReservedUntil").AsInt64().Nullable()
            .WithColumn("EmptySince").AsInt64().Nullable()
            .WithColumn("Version").AsInt64().NotNullable();

        Create.Index("ix_meetings_rooms_life").OnTable("meetings_rooms").OnColumn("Life").Ascending();

        Create.Table("meetings_seats")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("RoomId").AsGuid().NotNullable()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("SessionId").AsGuid().NotNullable()
            .WithColumn("Handle").AsString(20).NotNullable()
            .WithColumn("DisplayName").AsString(80).NotNullable()
            .WithColumn("Device").AsString(64).NotNullable()
            .WithColumn("DeviceLabel").AsString(120).NotNullable()
            .WithColumn("Call").AsString(64).NotNullable()
            .WithColumn("EnteredAt").AsInt64().NotNullable()
            .WithColumn("HeldSince").AsInt64().Nullable()
            .WithColumn("Microphone").AsBoolean().NotNullable()
            .WithColumn("Camera").AsBoolean().NotNullable();

        // One seat per user in the whole installation (MEET-3), whatever races.
        Create.Index("ux_meetings_seats_user").OnTable("meetings_seats").OnColumn("UserId").Ascending().WithOptions().Unique();
        Create.Index("ix_meetings_seats_room").OnTable("meetings_seats").OnColumn("RoomId").Ascending();

        Create.Table("meetings_visits")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("FirstAt").AsInt64().NotNullable();
    }
}
