using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Accounts.Schema;

/// <summary>Where an act happened, so that hosts find their part; and nothing leaves the log before its time, whoever asks.</summary>
[FeatureMigration(Feature.Accounts, 8)]
public sealed class PlaceOfAudit : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("accounts_audit").AddColumn("Place").AsGuid().Nullable();
        Create.Index("accounts_audit_place").OnTable("accounts_audit").OnColumn("Place").Ascending().OnColumn("Id").Descending();

        // By the log's own time: the newest line is never older than the clock that erases.
        IfDatabase("sqlite").Execute.Sql("""
            CREATE TRIGGER accounts_audit_is_kept BEFORE DELETE ON accounts_audit
            WHEN OLD.At > (SELECT MAX(At) FROM accounts_audit) - 30 * 86400000
            BEGIN SELECT RAISE(ABORT, 'The audit log is append-only: lines stay for at least 30 days.'); END
            """);
    }
}
