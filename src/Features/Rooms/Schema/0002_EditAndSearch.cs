using FluentMigrator;
using StudyHub.Data;
using StudyHub.Data.Search;

namespace StudyHub.Rooms.Schema;

[FeatureMigration(Feature.Rooms, 2)]
public sealed class EditAndSearch(IDatabase database) : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("rooms_open_rooms")
            .AddColumn("Lobby").AsBoolean().NotNullable().WithDefaultValue(false)
            .AddColumn("Locked").AsBoolean().NotNullable().WithDefaultValue(false)
            .AddColumn("ClosedAt").AsInt64().Nullable();
        Create.Index("ix_rooms_open_rooms_closed_at").OnTable("rooms_open_rooms").OnColumn("ClosedAt").Ascending();

        Create.Table("rooms_group_rooms")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Taken").AsInt32().NotNullable()
            .WithColumn("Locked").AsBoolean().NotNullable();

        SearchIndex.Create(this, "rooms_search", database.Grams);
    }
}
