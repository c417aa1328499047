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
    /// <param name="db">A context on the index's database.</param>
    /// <param name="index">Its name.</param>
    /// <param name="grams">Tokens of a text, at least one.</param>
    /// <param name="flags">Tokens that very many entries may have: they decide only about what has all the grams.</param>
    /// <param name="before">Where the page begins.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    Task<List<long>> FindAsync(DbContext db, string index, IReadOnlyCollection<string> grams, IReadOnlyCollection<string> flags, long before, int limit, CancellationToken ct);
}
