using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>
/// What every message asks of the database, in two prepared statements on the writer's connection: tracking and translating cost several times what the
/// database does. Everything rarer goes through <see cref="ChatDb"/>.
/// </summary>
internal sealed class MessageLog
{
    /// <summary>The room's numbering, where it has begun, and the message itself, where it was stored before.</summary>
    private const string LookSql = """
        SELECT r."Epoch", r."Offset", m."Sequence", m."PostedAt"
        FROM (SELECT 1) AS one
        LEFT JOIN "chat_rooms" r ON r."RoomId" = @room
        LEFT JOIN "chat_messages" m ON m."RoomId" = @room AND m."Author" = @author AND m."MessageId" = @id
        """;

    private const string AppendSql = """
        INSERT INTO "chat_rooms" ("RoomId", "Epoch", "Offset") VALUES (@room, @epoch, @sequence)
            ON CONFLICT ("RoomId") DO UPDATE SET "Offset" = excluded."Offset";
        INSERT INTO "chat_messages" ("RoomId", "Sequence", "MessageId", "Author", "Text", "PostedAt", "Version", "ReplyTo", "Mentioned", "MentionsAll", "Pinned")
            VALUES (@room, @sequence, @id, @author, @text, @at, @sequence, @reply, @mentioned, @all, FALSE);
        INSERT INTO "chat_unindexed" ("RoomId", "Sequence") VALUES (@room, @sequence)
        """;

    private static readonly ConditionalWeakTable<DbConnection, MessageLog> s_logs = [];

    private readonly DbCommand _look;
    private readonly DbCommand _append;

    private MessageLog(DbConnection connection)
    {
        _look = Prepare(connection, LookSql, "room", "author", "id");
        _append = Prepare(connection, AppendSql, "room", "epoch", "sequence", "id", "author", "text", "at", "reply", "mentioned", "all");
    }

    /// <summary>Inside a unit of work.</summary>
    public static MessageLog Of(ChatDb db)
    {
        var log = s_logs.GetValue(db.Database.GetDbConnection(), static connection => new(connection));
        log._look.Transaction = log._append.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return log;
    }

    /// <summary>Where a room's numbering stands, and whether this message of this author is stored already.</summary>
    public async Task<(ChatRoom Room, MessageStored? First)> LookAsync(RoomId room, UserId author, Guid messageId)
    {
        Set(_look, room.Value, author.Value, messageId);
        await using var row = await _look.ExecuteReaderAsync();
        await row.ReadAsync();
        var numbering = await row.IsDBNullAsync(0) ? ChatRoom.Begin(room) : new ChatRoom(room, row.GetString(0), row.GetInt64(1));
        return (numbering, await row.IsDBNullAsync(2) ? null : new(row.GetInt64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))));
    }

    /// <summary>Stores a new message, its room's numbering, and that the search does not know it yet.</summary>
    public Task AppendAsync(ChatRoom room, Message message)
    {
        Set(
            _append,
            room.RoomId.Value,
            room.Epoch,
            message.Sequence,
            message.MessageId,
            message.Author.Value,
            message.Text,
            message.PostedAt.ToUnixTimeMilliseconds(),
            (object?)message.ReplyTo ?? DBNull.Value,
            message.Mentioned,
            message.MentionsAll);
        return _append.ExecuteNonQueryAsync();
    }

    private static DbCommand Prepare(DbConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{name}";
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
