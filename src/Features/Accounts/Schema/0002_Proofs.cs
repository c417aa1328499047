using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

/// <summary>Sessions say where they began and when their owner last proved who they are; a proof of an address is for one purpose.</summary>
[FeatureMigration(Feature.Accounts, 2)]
public sealed class Proofs : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("accounts_sessions")
            .AddColumn("Device").AsString(60).NotNullable().WithDefaultValue("")
            .AddColumn("ProvedAt").AsInt64().NotNullable().WithDefaultValue(0)
            .AddColumn("IsStrong").AsBoolean().NotNullable().WithDefaultValue(false);
        Alter.Table("accounts_proofs")
            .AddColumn("Purpose").AsString(20).NotNullable().WithDefaultValue("sign_up");
    }
}
