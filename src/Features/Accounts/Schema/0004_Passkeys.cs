using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

[FeatureMigration(Feature.Accounts, 4)]
public sealed class Passkeys : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_passkeys")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("CredentialId").AsBinary(1023).NotNullable()
            .WithColumn("PublicKey").AsBinary(4000).NotNullable()
            .WithColumn("Name").AsString(80).NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("LastUsedAt").AsInt64().Nullable()
            .WithColumn("SignCount").AsInt64().NotNullable()
            .WithColumn("Transports").AsString(200).NotNullable()
            .WithColumn("IsBackupEligible").AsBoolean().NotNullable()
            .WithColumn("IsBackedUp").AsBoolean().NotNullable();
        Create.Index("accounts_passkeys_credential").OnTable("accounts_passkeys").OnColumn("CredentialId").Ascending().WithOptions().Unique();
        Create.Index("accounts_passkeys_user").OnTable("accounts_passkeys").OnColumn("UserId").Ascending();
    }
}
