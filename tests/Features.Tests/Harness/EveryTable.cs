using Microsoft.Data.Sqlite;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Reads every column of every table of the database, the index tables of the search included.</summary>
public static class EveryTable
{
    /// <returns>Where one of the texts stands, in whatever case: <c>table.column: value</c>.</returns>
    public static IReadOnlyList<string> Find(StudyHubApp app, params string[] texts)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "studyhub.db")};Mode=ReadOnly");
        connection.Open();
        var found = new List<string>();
        foreach (var table in Tables(connection))
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    var text = reader.GetValue(column) switch
                    {
                        string value => value,
                        byte[] value => System.Text.Encoding.UTF8.GetString(value),
                        _ => "",
                    };
                    if (texts.Any(wanted => text.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
                    {
                        found.Add($"{table}.{reader.GetName(column)}: {text}");
                    }
                }
            }
        }

        return found;
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        using var reader = command.ExecuteReader();
        var tables = new List<string>();
        while (reader.Read())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
