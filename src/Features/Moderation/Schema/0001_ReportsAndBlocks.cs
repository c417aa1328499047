using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Moderation.Schema;

[FeatureMigration(Feature.Moderation, 1)]
public sealed class ReportsAndBlocks : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("moderation_reports")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("Reporter").AsGuid().Nullable()
            .WithColumn("Kind").AsInt32().NotNullable()
            .WithColumn("TargetId").AsGuid().NotNullable()
            .WithColumn("Sequence").AsInt64().Nullable()
            .WithColumn("Author").AsGuid().Nullable()
            .WithColumn("RoomId").AsGuid().Nullable()
            .WithColumn("Content").AsString(int.MaxValue).NotNullable()
            .WithColumn("HasPicture").AsBoolean().NotNullable()
            .WithColumn("Category").AsInt32().NotNullable()
            .WithColumn("Text").AsString(2000).NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("IsClosed").AsBoolean().NotNullable()
            .WithColumn("ClosedAt").AsInt64().Nullable()
            .WithColumn("ClosedBy").AsGuid().Nullable()
            .WithColumn("Outcome").AsInt32().Nullable()
            .WithColumn("Answer").AsString(1000).NotNullable();
        Create.Index("ix_moderation_reports_reporter").OnTable("moderation_reports").OnColumn("Reporter").Ascending().OnColumn("Id").Descending();
        Create.Index("ix_moderation_reports_open").OnTable("moderation_reports").OnColumn("IsClosed").Ascending().OnColumn("Id").Descending();
        Create.Index("ix_moderation_reports_author").OnTable("moderation_reports").OnColumn("Author").Ascending();
        Create.Index("ix_moderation_reports_closed_at").OnTable("moderation_reports").OnColumn("ClosedAt").Ascending();

        Create.Table("moderation_blocks")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Blocked").AsGuid().PrimaryKey()
            .WithColumn("BlockedAt").AsInt64().NotNullable();
        Create.Index("ix_moderation_blocks_blocked").OnTable("moderation_blocks").OnColumn("Blocked").Ascending();
    }
}
