using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Meetings.Schema;

[FeatureMigration(Feature.Meetings, 5)]
public sealed class HandsAndCameraRule : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("meetings_seats")
        .AddColumn("HandOrder").AsInt64().Nullable()
        .AddColumn("CameraOffSince").AsInt64().Nullable()
        .AddColumn("CameraRemindedAt").AsInt64().Nullable();
}
