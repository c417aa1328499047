using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Chat.Schema;

/// <summary>Clients' ids begin with the time: sorted by them first, an index grows at one end, and what is stored together shares its pages.</summary>
[FeatureMigration(Feature.Chat, 3)]
public sealed class MessagesByTime : ForwardOnlyMigration
{
    public override void Up()
    {
        Delete.Index("ux_chat_messages_message").OnTable("chat_messages");

        // A repeated send finds its first result; two racing ones cannot both be stored (CHAT-3).
        Create.Index("ux_chat_messages_message").OnTable("chat_messages")
            .OnColumn("MessageId").Ascending().OnColumn("RoomId").Ascending().OnColumn("Author").Ascending().WithOptions().Unique();
    }
}
