using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Data.Search;

namespace StudyHub.Engines.Embedded;

/// <summary>
/// SQLite FTS5 without content and positions: rowid lists per token, nothing else. Tokens are ASCII letters and digits, so the
/// simplest tokenizer leaves them whole.
/// </summary>
internal sealed class FtsGramIndex : IGramIndex
{
    public string CreateSql(string index) =>
        $"CREATE VIRTUAL TABLE \"{index}\" USING fts5(tokens, content='', contentless_delete=1, detail='none', tokenize='ascii')";

    // Names come from the code alone; everything a person typed is a parameter.
#pragma warning disable EF1002
    public Task PutAsync(DbContext db, string index, long number, IEnumerable<string> tokens) =>
        db.RunPreparedAsync($"INSERT OR REPLACE INTO \"{index}\"(rowid, tokens) VALUES (@p0, @p1)", number, string.Join(' ', tokens));

    public Task RemoveAsync(DbContext db, string index, long number) =>
        db.RunPreparedAsync($"DELETE FROM \"{index}\" WHERE rowid = @p0", number);

    public Task<List<long>> FindAsync(DbContext db, string index, IReadOnlyCollection<string> grams, IReadOnlyCollection<string> flags, long before, int limit, CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>(
            $"SELECT rowid AS \"Value\" FROM \"{index}\" WHERE \"{index}\" MATCH {{0}} AND rowid < {{1}} ORDER BY rowid DESC LIMIT {{2}}",
            Match(grams, flags),
            before,
            limit).ToListAsync(ct);
#pragma warning restore EF1002

    /// <summary>
    /// FTS5 moves every list of an AND at each step, and a step through the list of a flag that nearly all entries have costs most. The OR with what no entry
    /// has keeps the grams an expression of their own: the flags' lists move only to where all of the grams meet.
    /// </summary>
    private static string Match(IReadOnlyCollection<string> grams, IReadOnlyCollection<string> flags)
    {
        var text = string.Join(" AND ", grams);
        return string.Join(" AND ", flags.Prepend(grams.Count > 1 && flags.Count > 0 ? $"(({text}) OR none)" : text));
    }
}
