using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

[FeatureMigration(Feature.Accounts, 1)]
public sealed class Accounts : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_users")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("UserName").AsString(20).NotNullable()
            .WithColumn("NormalizedUserName").AsString(20).NotNullable()
            .WithColumn("DisplayName").AsString(80).NotNullable()
            .WithColumn("Email").AsString(254).NotNullable()
            .WithColumn("NormalizedEmail").AsString(254).NotNullable()
            .WithColumn("EmailConfirmed").AsBoolean().NotNullable()
            .WithColumn("PasswordHash").AsString(500).Nullable()
            .WithColumn("SecurityStamp").AsString(64).NotNullable()
            .WithColumn("ConcurrencyStamp").AsString(64).NotNullable()
            .WithColumn("TwoFactorEnabled").AsBoolean().NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable();
        Create.Index("accounts_users_handle").OnTable("accounts_users").OnColumn("NormalizedUserName").Ascending().WithOptions().Unique();
        Create.Index("accounts_users_email").OnTable("accounts_users").OnColumn("NormalizedEmail").Ascending().WithOptions().Unique();

        Create.Table("accounts_sessions")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("TokenHash").AsBinary(32).NotNullable()
            .WithColumn("UserId").AsGuid().NotNullable()
            .WithColumn("CreatedAt").AsInt64().NotNullable()
            .WithColumn("LastUsedAt").AsInt64().NotNullable();
        Create.Index("accounts_sessions_token").OnTable("accounts_sessions").OnColumn("TokenHash").Ascending().WithOptions().Unique();
        Create.Index("accounts_sessions_user").OnTable("accounts_sessions").OnColumn("UserId").Ascending();
        Create.Index("accounts_sessions_last_used").OnTable("accounts_sessions").OnColumn("LastUsedAt").Ascending();
        Create.Index("accounts_sessions_created").OnTable("accounts_sessions").OnColumn("CreatedAt").Ascending();

        Create.Table("accounts_codes")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("Email").AsString(254).NotNullable()
            .WithColumn("Purpose").AsString(20).NotNullable()
            .WithColumn("Hash").AsBinary(32).NotNullable()
            .WithColumn("SentAt").AsInt64().NotNullable()
            .WithColumn("ExpiresAt").AsInt64().NotNullable()
            .WithColumn("TriesLeft").AsInt32().NotNullable()
            .WithColumn("Used").AsBoolean().NotNullable();
        Create.Index("accounts_codes_address").OnTable("accounts_codes")
            .OnColumn("Email").Ascending().OnColumn("Purpose").Ascending().WithOptions().Unique();
        Create.Index("accounts_codes_expiry").OnTable("accounts_codes").OnColumn("ExpiresAt").Ascending();

        Create.Table("accounts_proofs")
            .WithColumn("Hash").AsBinary(32).PrimaryKey()
            .WithColumn("Email").AsString(254).NotNullable()
            .WithColumn("ExpiresAt").AsInt64().NotNullable();
        Create.Index("accounts_proofs_expiry").OnTable("accounts_proofs").OnColumn("ExpiresAt").Ascending();
    }
}
