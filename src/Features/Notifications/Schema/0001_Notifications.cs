using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Notifications.Schema;

[FeatureMigration(Feature.Notifications, 1)]
public sealed class Notifications : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("notifications_items")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("Kind").AsInt32().NotNullable()
            .WithColumn("Cause").AsString(160).NotNullable()
            .WithColumn("Actor").AsGuid().Nullable()
            .WithColumn("PlaceKind").AsInt32().Nullable()
            .WithColumn("PlaceId").AsGuid().Nullable()
            .WithColumn("PlaceName").AsString(200).NotNullable()
            .WithColumn("Sequence").AsInt64().Nullable()
            .WithColumn("Number").AsInt32().Nullable()
            .WithColumn("Text").AsString(1000).NotNullable()
            .WithColumn("At").AsInt64().NotNullable()
            .WithColumn("ReadAt").AsInt64().Nullable();

        // What is told twice is stored once.
        Create.Index("ux_notifications_items_cause").OnTable("notifications_items").OnColumn("Cause").Ascending().OnColumn("UserId").Ascending().WithOptions().Unique();
        Create.Index("ix_notifications_items_user").OnTable("notifications_items").OnColumn("UserId").Ascending().OnColumn("Id").Descending();
        Create.Index("ix_notifications_items_place").OnTable("notifications_items").OnColumn("PlaceId").Ascending().OnColumn("Sequence").Ascending();
        Create.Index("ix_notifications_items_actor").OnTable("notifications_items").OnColumn("Actor").Ascending();
        Create.Index("ix_notifications_items_at").OnTable("notifications_items").OnColumn("At").Ascending();
        Execute.Sql("CREATE INDEX \"ix_notifications_items_unread\" ON \"notifications_items\" (\"UserId\") WHERE \"ReadAt\" IS NULL");

        Create.Table("notifications_settings")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Sound").AsBoolean().NotNullable()
            .WithColumn("QuietOn").AsBoolean().NotNullable()
            .WithColumn("QuietFrom").AsInt32().NotNullable()
            .WithColumn("QuietTo").AsInt32().NotNullable();

        Create.Table("notifications_levels")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("GroupId").AsGuid().PrimaryKey()
            .WithColumn("Level").AsInt32().NotNullable();
    }
}
