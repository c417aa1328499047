using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Rooms.Schema;

[FeatureMigration(Feature.Rooms, 3)]
public sealed class CameraRuleOfRooms : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("rooms_open_rooms").AddColumn("CameraRule").AsInt32().NotNullable().WithDefaultValue(0);
}
