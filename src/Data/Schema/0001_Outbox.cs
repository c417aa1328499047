using FluentMigrator;

namespace StudyHub.Data.Schema;

[FeatureMigration(Feature.Data, 1)]
public sealed class Outbox : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("outbox_events")
            .WithColumn("Sequence").AsInt64().PrimaryKey().Identity()
            .WithColumn("Type").AsString(100).NotNullable()
            .WithColumn("Key").AsString(200).NotNullable()
            .WithColumn("Payload").AsString(int.MaxValue).NotNullable()
            .WithColumn("WrittenAt").AsInt64().NotNullable()
            .WithColumn("DueAt").AsInt64().NotNullable()
            .WithColumn("Attempts").AsInt32().NotNullable();
    }
}
