using Microsoft.EntityFrameworkCore;

namespace StudyHub.Data.Search;

/// <summary>Engine port. A full-text index over tokens the application made, one per feature.</summary>
public interface IGramIndex
{
    /// <summary>What a migration executes to create an index.</summary>
    string CreateSql(string index);

    /// <summary>Inside a unit of work: from its commit the entry is found under these tokens and no others.</summary>
    Task PutAsync(DbContext db, string index, long number, IEnumerable<string> tokens);

    Task RemoveAsync(DbContext db, string index, long number);

    /// <summary>Numbers below <paramref name="before"/> of entries that have all the tokens, highest first.</summary>
    Task<List<long>> FindAsync(DbContext db, string index, IEnumerable<string> tokens, long before, int limit, CancellationToken ct);
}
