using Microsoft.Data.Sqlite;

namespace StudyHub.RoomBench;

/// <summary>Many rows at once.</summary>
internal static class Bulk
{
    /// <summary>Nothing is lost where a bench is lost.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;";
        pragma.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.AddWithValue($"$p{i}", DBNull.Value);
        }

        return command;
    }

    public static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}

/// <summary>The same throws in every run (xorshift64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 7;
        _state ^= _state << 17;
        return (int)(_state % (ulong)below);
    }
}
