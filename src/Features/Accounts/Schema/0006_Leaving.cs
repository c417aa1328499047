using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

[FeatureMigration(Feature.Accounts, 6)]
public sealed class Leaving : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("accounts_users")
            .AddColumn("EraseAt").AsInt64().Nullable()
            .AddColumn("DisabledAt").AsInt64().Nullable()
            .AddColumn("IsAdmin").AsBoolean().NotNullable().WithDefaultValue(false);
        Create.Index("accounts_users_erase").OnTable("accounts_users").OnColumn("EraseAt").Ascending();

        Create.Table("accounts_exports")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Blob").AsString(64).NotNullable()
            .WithColumn("RequestedAt").AsInt64().NotNullable()
            .WithColumn("ReadyAt").AsInt64().Nullable()
            .WithColumn("ExpiresAt").AsInt64().Nullable()
            .WithColumn("Bytes").AsInt64().NotNullable();

        Create.Table("accounts_admin_links")
            .WithColumn("Hash").AsBinary(32).PrimaryKey()
            .WithColumn("ExpiresAt").AsInt64().NotNullable()
            .WithColumn("UsedAt").AsInt64().Nullable();
    }
}
