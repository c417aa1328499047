using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Rooms.Schema;

[FeatureMigration(Feature.Rooms, 1)]
public sealed class OpenRooms : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("rooms_open_rooms")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("Creator").AsGuid().NotNullable()
            .WithColumn("Title").AsString(120).NotNullable()
            .WithColumn("TitleFolded").AsString(120).NotNullable()
            .WithColumn("Channel").AsInt32().NotNullable()
            .WithColumn("Capacity").AsInt32().NotNullable()
            .WithColumn("PasswordHash").AsString(200).Nullable()
            .WithColumn("Notice").AsString(1000).NotNullable()
            .WithColumn("MicrophonePolicy").AsInt32().NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("Taken").AsInt32().NotNullable()
            .WithColumn("HasSpace").AsBoolean().NotNullable()
            .WithColumn("HasPassword").AsBoolean().NotNullable()
            .WithColumn("Closed").AsBoolean().NotNullable();

        // The filters stand in the index, so that a page never reads more rows than it shows.
        Create.Index("ix_rooms_open_rooms_list").OnTable("rooms_open_rooms")
            .OnColumn("Closed").Ascending().OnColumn("Id").Descending();
        Create.Index("ix_rooms_open_rooms_channel").OnTable("rooms_open_rooms")
            .OnColumn("Closed").Ascending().OnColumn("Channel").Ascending().OnColumn("HasSpace").Ascending()
            .OnColumn("HasPassword").Ascending().OnColumn("Id").Descending();
    }
}
