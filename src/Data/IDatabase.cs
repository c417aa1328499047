using FluentMigrator.Runner;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data.Search;
using StudyHub.Kernel;

namespace StudyHub.Data;

/// <summary>Engine port. Reads go to contexts that cannot write; writes are units of work that share one transaction.</summary>
public interface IDatabase
{
    /// <summary>Configures a context for reading outside a unit.</summary>
    void ConfigureReader(DbContextOptionsBuilder options);

    /// <summary>Configures a context inside the unit whose connection and transaction these are.</summary>
    void ConfigureWriter(DbContextOptionsBuilder options, System.Data.Common.DbConnection connection);

    /// <summary>Tells the migration runner which product to speak to.</summary>
    void ConfigureSchema(IMigrationRunnerBuilder runner);

    /// <summary>
    /// Runs a unit of work and returns once it is durable. While it runs it awaits only the database.
    /// An exception, or a <see cref="Result{T}"/> with an error, leaves nothing behind. Takes along what is enlisted (<see cref="Enlistment"/>).
    /// </summary>
    /// <param name="work">Reads and writes through <see cref="WriteUnit.Db{T}"/>.</param>
    /// <param name="ct">Cancels the waiting; a unit that has begun always ends.</param>
    Task<T> WriteAsync<T>(Func<WriteUnit, Task<T>> work, CancellationToken ct);

    /// <summary>Substring search.</summary>
    IGramIndex Grams { get; }

    /// <summary>Whether the database answers.</summary>
    Task<bool> IsReadyAsync(CancellationToken ct);
}
