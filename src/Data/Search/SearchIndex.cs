using FluentMigrator;
using Microsoft.EntityFrameworkCore;

namespace StudyHub.Data.Search;

/// <summary>An entry's place in the order of creation, which is the order of results: newest first.</summary>
public sealed class SearchEntry
{
    public long Number { get; init; }
    public Guid Id { get; init; }
}

/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins; null at the end. A page may be short, even empty, and still have a next one.</param>
public sealed record SearchPage<T>(IReadOnlyList<T> Items, long? Next);

/// <summary>The search of one feature: what is found, under which text, narrowed by flags that stand in the index too.</summary>
/// <param name="name">The table's name, prefixed by the feature's.</param>
/// <param name="grams">The engine's index.</param>
public sealed class SearchIndex(string name, IGramIndex grams)
{
    /// <summary>Entries looked at for one page; beyond, the caller continues at <see cref="SearchPage{T}.Next"/>.</summary>
    private const int Reach = 300;

    /// <summary>The tables of an index, in a migration.</summary>
    public static void Create(Migration migration, string name, IGramIndex grams)
    {
        migration.Create.Table($"{name}_entries")
            .WithColumn("Number").AsInt64().PrimaryKey().Identity()
            .WithColumn("Id").AsGuid().NotNullable().Unique();
        migration.Execute.Sql(grams.CreateSql(name));
    }

    public static void Map(ModelBuilder model, string name) => model.Entity<SearchEntry>(e =>
    {
        e.ToTable($"{name}_entries");
        e.HasKey(x => x.Number);
    });

    /// <summary>Inside a unit of work.</summary>
    /// <param name="db">The feature's context.</param>
    /// <param name="id">What is found.</param>
    /// <param name="folded">The text, as <see cref="Grams.Fold"/> returned it.</param>
    /// <param name="flags">Short names of <c>a–z 0–9</c>: what a search may ask for besides the text.</param>
    public async Task PutAsync(DbContext db, Guid id, string folded, IEnumerable<string> flags)
    {
        var entry = await db.Set<SearchEntry>().SingleOrDefaultAsync(e => e.Id == id);
        if (entry is null)
        {
            db.Set<SearchEntry>().Add(entry = new SearchEntry { Id = id });
            await db.SaveChangesAsync();
        }

        await grams.PutAsync(db, name, entry.Number, Grams.OfText(folded).Concat(flags.Select(Flag)));
    }

    /// <summary>Inside a unit of work. What is not there is gone already.</summary>
    public async Task RemoveAsync(DbContext db, Guid id)
    {
        if (await db.Set<SearchEntry>().SingleOrDefaultAsync(e => e.Id == id) is { } entry)
        {
            await grams.RemoveAsync(db, name, entry.Number);
            db.Set<SearchEntry>().Remove(entry);
            await db.SaveChangesAsync();
        }
    }

    /// <summary>One page of what has the term and the flags.</summary>
    /// <param name="db">The feature's context, reading.</param>
    /// <param name="folded">The term, as <see cref="Grams.Fold"/> returned it, not empty.</param>
    /// <param name="flags">All of them must hold.</param>
    /// <param name="before">Where the page begins; null at the newest.</param>
    /// <param name="limit">Items on the page.</param>
    /// <param name="load">Reads candidates by id, keyed by it, leaving out what must not be found.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SearchPage<T>> FindAsync<T>(
        DbContext db, string folded, IEnumerable<string> flags, long? before, int limit, Func<IReadOnlyList<Guid>, Task<IReadOnlyDictionary<Guid, T>>> load, CancellationToken ct)
    {
        List<string> terms = [.. Grams.OfTerm(folded)], narrowed = [.. flags.Select(Flag)];
        var items = new List<(long Number, T Item)>();
        var (position, looked) = (before ?? long.MaxValue, 0);
        while (true)
        {
            var batch = Math.Max(limit + 1, looked);
            var numbers = await grams.FindAsync(db, name, terms, narrowed, position, batch, ct);
            var entries = await db.Set<SearchEntry>().AsNoTracking().Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, e => e.Id, ct);
            var found = await load([.. entries.Values]);
            foreach (var number in numbers)
            {
                if (entries.TryGetValue(number, out var id) && found.TryGetValue(id, out var item))
                {
                    items.Add((number, item));
                }
            }

            looked += numbers.Count;
            if (items.Count > limit)
            {
                return new([.. items.Take(limit).Select(i => i.Item)], items[limit - 1].Number);
            }

            if (numbers.Count < batch)
            {
                return new([.. items.Select(i => i.Item)], null);
            }

            position = numbers[^1];
            if (looked >= Reach)
            {
                return new([.. items.Select(i => i.Item)], position);
            }
        }
    }

    private static string Flag(string flag) => $"f{flag}";
}
