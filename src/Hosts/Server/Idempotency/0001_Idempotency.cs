using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Server.Idempotency;

[FeatureMigration(Feature.Api, 1)]
public sealed class CreateIdempotency : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("api_idempotency")
            .WithColumn("Id").AsString(64).PrimaryKey()
            .WithColumn("Asked").AsString(64).NotNullable()
            .WithColumn("At").AsInt64().NotNullable()
            .WithColumn("Status").AsInt32().Nullable()
            .WithColumn("ContentType").AsString(100).Nullable()
            .WithColumn("Location").AsString(500).Nullable()
            .WithColumn("Body").AsBinary(int.MaxValue).Nullable();
        Create.Index("api_idempotency_at").OnTable("api_idempotency").OnColumn("At");
    }
}
