using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Chat.Schema;

[FeatureMigration(Feature.Chat, 1)]
public sealed class Messages : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("chat_rooms")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Epoch").AsString(32).NotNullable()
            .WithColumn("Offset").AsInt64().NotNullable();

        Create.Table("chat_messages")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Sequence").AsInt64().PrimaryKey()
            .WithColumn("MessageId").AsGuid().NotNullable()
            .WithColumn("Author").AsGuid().NotNullable()
            .WithColumn("Text").AsString(8000).NotNullable()
            .WithColumn("PostedAt").AsInt64().NotNullable();

        // A repeated send finds its first result; two racing ones cannot both be stored (CHAT-3).
        Create.Index("ux_chat_messages_message").OnTable("chat_messages")
            .OnColumn("RoomId").Ascending().OnColumn("Author").Ascending().OnColumn("MessageId").Ascending().WithOptions().Unique();
    }
}
