using Microsoft.Data.Sqlite;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Looks into the tables themselves: what must be erased has no other witness.</summary>
public static class Rows
{
    public static long Count(StudyHubApp app, string table, Guid id, string column = "Id")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "studyhub.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\" WHERE \"{column}\" = $id";
        command.Parameters.AddWithValue("$id", id);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Makes what is stored so much older: days of a clock that something ticks by every second would take minutes.</summary>
    public static void Age(StudyHubApp app, string table, string instant, Guid id, TimeSpan by, string column = "Id")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "studyhub.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE \"{table}\" SET \"{instant}\" = \"{instant}\" - $by WHERE \"{column}\" = $id";
        command.Parameters.AddWithValue("$by", (long)by.TotalMilliseconds);
        command.Parameters.AddWithValue("$id", id);
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
