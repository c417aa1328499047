using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Meetings.Schema;

[FeatureMigration(Feature.Meetings, 4)]
public sealed class Avatars : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("meetings_seats").AddColumn("Avatar").AsString(200).Nullable();
}
