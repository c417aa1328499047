using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace StudyHub.Data;

/// <summary>
/// Plain statements of units of work, prepared once for the writer's connection: for the few changes that are made so often that tracking and
/// translating them would cost several times what the database does (docs/adr/0013). Everything else goes through the feature's context.
/// </summary>
public static class Statements
{
    private static readonly ConditionalWeakTable<DbConnection, Dictionary<string, DbCommand>> s_prepared = [];

    /// <summary>Inside a unit of work.</summary>
    /// <param name="db">The unit's context of the feature.</param>
    /// <param name="sql">A constant that every database understands, with the parameters @p0, @p1 …</param>
    /// <param name="values">As they are stored: ids as <see cref="Guid"/>, instants as Unix milliseconds.</param>
    /// <returns>Rows changed.</returns>
    public static Task<int> RunPreparedAsync(this DbContext db, string sql, params ReadOnlySpan<object?> values)
    {
        var connection = db.Database.GetDbConnection();
        var prepared = s_prepared.GetOrCreateValue(connection); // One writer at a time has the connection.
        if (!prepared.TryGetValue(sql, out var command))
        {
            prepared[sql] = command = Prepare(connection, sql, values.Length);
        }

        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync();
    }

    private static DbCommand Prepare(DbConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
