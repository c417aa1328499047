using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

/// <summary>The audit log. Its rows never change: where the database can hold that itself, it does.</summary>
[FeatureMigration(Feature.Accounts, 7)]
public sealed class Audit : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("accounts_audit")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("At").AsInt64().NotNullable()
            .WithColumn("Actor").AsGuid().Nullable()
            .WithColumn("Act").AsString(60).NotNullable()
            .WithColumn("Target").AsString(200).Nullable()
            .WithColumn("Reason").AsString(1000).Nullable()
            .WithColumn("Address").AsString(64).Nullable();
        Create.Index("accounts_audit_at").OnTable("accounts_audit").OnColumn("At").Ascending();
        IfDatabase("sqlite").Execute.Sql("""
            CREATE TRIGGER accounts_audit_is_final BEFORE UPDATE ON accounts_audit
            BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END
            """);
    }
}
