using Microsoft.EntityFrameworkCore;
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
        db.Database.ExecuteSqlRawAsync($"INSERT OR REPLACE INTO \"{index}\"(rowid, tokens) VALUES ({{0}}, {{1}})", number, string.Join(' ', tokens));

    public Task RemoveAsync(DbContext db, string index, long number) =>
        db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{index}\" WHERE rowid = {{0}}", number);

    public Task<List<long>> FindAsync(DbContext db, string index, IEnumerable<string> tokens, long before, int limit, CancellationToken ct) =>
        db.Database.SqlQueryRaw<long>(
            $"SELECT rowid AS \"Value\" FROM \"{index}\" WHERE \"{index}\" MATCH {{0}} AND rowid < {{1}} ORDER BY rowid DESC LIMIT {{2}}",
            string.Join(" AND ", tokens),
            before,
            limit).ToListAsync(ct);
#pragma warning restore EF1002
}
