using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

[FeatureMigration(Feature.Accounts, 3)]
public sealed class SecondFactor : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_totp_keys")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Secret").AsBinary(100).NotNullable()
            .WithColumn("ConfirmedAt").AsInt64().Nullable()
            .WithColumn("LastStep").AsInt64().NotNullable();
        Create.Table("accounts_recovery_codes")
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("Hash").AsBinary(32).PrimaryKey();
    }
}
