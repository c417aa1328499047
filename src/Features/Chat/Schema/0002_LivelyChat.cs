using FluentMigrator;
using StudyHub.Data;

namespace StudyHub.Chat.Schema;

[FeatureMigration(Feature.Chat, 2)]
public sealed class LivelyChat(IDatabase database) : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("chat_messages")
            .AddColumn("Version").AsInt64().NotNullable().WithDefaultValue(0)
            .AddColumn("EditedAt").AsInt64().Nullable()
            .AddColumn("Removed").AsInt32().Nullable()
            .AddColumn("ReplyTo").AsInt64().Nullable()
            .AddColumn("Mentioned").AsString(800).NotNullable().WithDefaultValue("")
            .AddColumn("MentionsAll").AsBoolean().NotNullable().WithDefaultValue(false)
            .AddColumn("Pinned").AsBoolean().NotNullable().WithDefaultValue(false);
        Execute.Sql("UPDATE \"chat_messages\" SET \"Version\" = \"Sequence\"");
        Execute.Sql("CREATE INDEX \"ix_chat_messages_pinned\" ON \"chat_messages\" (\"RoomId\", \"Sequence\") WHERE \"Pinned\"");

        Create.Table("chat_changes")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Offset").AsInt64().PrimaryKey()
            .WithColumn("Sequence").AsInt64().NotNullable();

        Create.Table("chat_reactions")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Sequence").AsInt64().PrimaryKey()
            .WithColumn("Emoji").AsString(40).PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("At").AsInt64().NotNullable();

        Create.Table("chat_files")
            .WithColumn("Id").AsGuid().PrimaryKey()
            .WithColumn("RoomId").AsGuid().NotNullable()
            .WithColumn("Uploader").AsGuid().NotNullable()
            .WithColumn("Sequence").AsInt64().Nullable()
            .WithColumn("Place").AsInt32().NotNullable()
            .WithColumn("Name").AsString(200).NotNullable()
            .WithColumn("ContentType").AsString(120).NotNullable()
            .WithColumn("Look").AsInt32().NotNullable()
            .WithColumn("Size").AsInt64().NotNullable()
            .WithColumn("Width").AsInt32().Nullable()
            .WithColumn("Height").AsInt32().Nullable()
            .WithColumn("UploadedAt").AsInt64().NotNullable();
        Create.Index("ix_chat_files_message").OnTable("chat_files").OnColumn("RoomId").Ascending().OnColumn("Sequence").Ascending();
        Execute.Sql("CREATE INDEX \"ix_chat_files_waiting\" ON \"chat_files\" (\"UploadedAt\") WHERE \"Sequence\" IS NULL");

        Create.Table("chat_read_marks")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("UserId").AsGuid().PrimaryKey()
            .WithColumn("ReadTo").AsInt64().NotNullable();

        Create.Table("chat_search_entries")
            .WithColumn("Number").AsInt64().PrimaryKey().Identity()
            .WithColumn("RoomId").AsGuid().NotNullable()
            .WithColumn("Sequence").AsInt64().NotNullable();
        Create.Index("ux_chat_search_entries_message").OnTable("chat_search_entries")
            .OnColumn("RoomId").Ascending().OnColumn("Sequence").Ascending().WithOptions().Unique();
        Execute.Sql(database.Grams.CreateSql(Searching.SearchTables.Name));

        Create.Table("chat_unindexed")
            .WithColumn("RoomId").AsGuid().PrimaryKey()
            .WithColumn("Sequence").AsInt64().PrimaryKey();
        Execute.Sql("INSERT INTO \"chat_unindexed\" (\"RoomId\", \"Sequence\") SELECT \"RoomId\", \"Sequence\" FROM \"chat_messages\"");
    }
}
