using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

[FeatureMigration(Feature.Accounts, 5)]
public sealed class Profiles : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("accounts_users")
        .AddColumn("Bio").AsString(600).NotNullable().WithDefaultValue("")
        .AddColumn("Link").AsString(400).Nullable()
        .AddColumn("Avatar").AsString(64).Nullable();
}
