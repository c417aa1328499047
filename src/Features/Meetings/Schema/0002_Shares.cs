using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Meetings.Schema;

[FeatureMigration(Feature.Meetings, 2)]
public sealed class Shares : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("meetings_rooms").AddColumn("SharePolicy").AsInt32().NotNullable().WithDefaultValue(0);
        Alter.Table("meetings_seats")
            .AddColumn("ShareOrder").AsInt64().Nullable()
            .AddColumn("ShareSound").AsBoolean().NotNullable().WithDefaultValue(false)
            .AddColumn("Stopped").AsInt32().NotNullable().WithDefaultValue(0);
    }
}
