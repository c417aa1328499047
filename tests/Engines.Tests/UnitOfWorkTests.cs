using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Engines.Tests;

public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private static readonly Error s_refused = Error.Conflict("sample.refused", "No.");
    private EmbeddedHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await EmbeddedHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_a_unit_wrote_can_be_read_once_it_has_answered()
    {
        var answer = await AddAsync("ada");

        Assert.Equal("ada", answer);
        Assert.Equal(["ada"], await NamesAsync());
    }

    [Fact]
    public async Task An_exception_leaves_nothing_behind()
    {
        var failing = _host.Database.WriteAsync<int>(
            async unit =>
            {
                await AddAsync(unit, "ada");
                throw new InvalidOperationException("A bug.");
            },
            EmbeddedHost.Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_behind_and_nothing_follows_it()
    {
        var followed = false;
        var result = await _host.Database.WriteAsync<Result<Done>>(
            async unit =>
            {
                await AddAsync(unit, "ada");
                await unit.TellAsync(new SampleTold("key", 1));
                unit.AfterCommit(() =>
                {
                    followed = true;
                    return ValueTask.CompletedTask;
                });
                return s_refused;
            },
            EmbeddedHost.Ct);
        await FollowsAsync();

        Assert.False(result.IsOk(out _, out var error));
        Assert.Equal(s_refused, error);
        Assert.Empty(await NamesAsync());
        Assert.Equal(0L, await ScalarAsync("SELECT count(*) FROM outbox_events"));
        Assert.False(followed);
    }

    [Fact]
    public async Task What_is_enlisted_goes_along_with_the_first_unit_that_succeeds_and_no_other()
    {
        using (var enlisted = Enlistment.Begin(unit => AddAsync(unit, "witness")))
        {
            await _host.Database.WriteAsync<Result<Done>>(
                async unit =>
                {
                    await AddAsync(unit, "refused");
                    return s_refused;
                },
                EmbeddedHost.Ct);
            Assert.False(enlisted.IsTaken);
            await AddAsync("ada");
            Assert.True(enlisted.IsTaken);
            await AddAsync("bob");
        }

        await AddAsync("eve");
        Assert.Equal(["ada", "bob", "eve", "witness"], (await NamesAsync()).Order());
    }

    [Fact]
    public async Task Where_what_is_enlisted_fails_nothing_is_left_behind()
    {
        using var enlisted = Enlistment.Begin(_ => throw new InvalidOperationException("Taken."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync("ada"));

        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task What_a_flow_has_started_takes_nothing_along_once_it_is_over()
    {
        var gate = new TaskCompletionSource();
        Task later;
        using (Enlistment.Begin(unit => AddAsync(unit, "witness")))
        {
            later = LaterAsync();
        }

        gate.SetResult();
        await later;

        Assert.Equal(["ada"], await NamesAsync());

        async Task LaterAsync()
        {
            await gate.Task;
            await AddAsync("ada");
        }
    }

    [Fact]
    public async Task A_result_without_an_error_is_kept()
    {
        var result = await _host.Database.WriteAsync<Result<string>>(async unit => await AddAsync(unit, "ada"), EmbeddedHost.Ct);

        Assert.True(result.IsOk(out var name, out _));
        Assert.Equal([name], await NamesAsync());
    }

    [Fact]
    public async Task A_failing_unit_undoes_only_itself_within_its_group()
    {
        var units = Enumerable.Range(0, 9).Select(i => _host.Database.WriteAsync<Result<string>>(
            async unit =>
            {
                var name = await AddAsync(unit, $"item {i}");
                return (i % 3) switch
                {
                    0 => name,
                    1 => s_refused,
                    _ => throw new InvalidOperationException("A bug."),
                };
            },
            EmbeddedHost.Ct)).ToList();
        foreach (var unit in units)
        {
            await ((Task)unit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        Assert.Equal(["item 0", "item 3", "item 6"], await NamesAsync());
        Assert.Equal(3, units.Count(u => u.IsFaulted));
    }

    [Fact]
    public async Task A_broken_unique_index_is_a_conflict_of_that_unit_only()
    {
        var (first, second, third) = (AddAsync("ada"), AddAsync("ada"), AddAsync("bob"));

        await first;
        await Assert.ThrowsAsync<DbUpdateException>(() => second);
        await third;
        Assert.Equal(["ada", "bob"], await NamesAsync());
    }

    [Fact]
    public async Task Who_hears_of_a_conflict_can_read_what_stood_in_the_way()
    {
        var (first, second) = (AddAsync("ada"), AddAsync("ada"));

        await Assert.ThrowsAsync<DbUpdateException>(() => second);

        Assert.Equal(["ada"], await NamesAsync());
        await first;
    }

    [Fact]
    public async Task A_unit_reads_what_it_wrote_and_others_do_not_before_the_commit()
    {
        var (written, read) = (new TaskCompletionSource(), new TaskCompletionSource());
        var unit = _host.Database.WriteAsync(
            async unit =>
            {
                await AddAsync(unit, "ada");
                written.SetResult();
                await read.Task;
                return await unit.Db<SampleDb>().Items.CountAsync();
            },
            EmbeddedHost.Ct);
        await written.Task;

        var seen = await NamesAsync();
        read.SetResult();

        Assert.Empty(seen);
        Assert.Equal(1, await unit);
    }

    [Fact]
    public async Task A_reader_cannot_write()
    {
        var write = _host.ReadAsync(db =>
        {
            db.Items.Add(new SampleItem { Name = "ada" });
            return db.SaveChangesAsync();
        });

        await Assert.ThrowsAsync<DbUpdateException>(() => write);
        await Assert.ThrowsAsync<SqliteException>(() => _host.ReadAsync(db => db.Items.ExecuteDeleteAsync()));
    }

    [Fact]
    public async Task A_thousand_units_at_once_are_all_kept_and_followed_in_the_order_of_their_coming()
    {
        const int count = 1_000;
        var followed = new List<int>();
        var units = Enumerable.Range(0, count).Select(i => _host.Database.WriteAsync(
            async unit =>
            {
                unit.AfterCommit(() =>
                {
                    followed.Add(i);
                    return ValueTask.CompletedTask;
                });
                return await AddAsync(unit, $"{i:D4}");
            },
            EmbeddedHost.Ct)).ToList();
        await Task.WhenAll(units);
        await FollowsAsync();

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i:D4}"), await NamesAsync());
        Assert.Equal(Enumerable.Range(0, count), followed);
    }

    [Fact]
    public async Task What_was_acknowledged_is_in_the_file_with_full_synchronisation()
    {
        await AddAsync("ada");

        var synchronous = await _host.Database.WriteAsync(
            unit => unit.Db<SampleDb>().Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(), EmbeddedHost.Ct);
        Assert.Equal(2, synchronous); // FULL
        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_failure_in_what_follows_a_commit_does_not_stop_what_comes_next()
    {
        await _host.Database.WriteAsync(
            unit =>
            {
                unit.AfterCommit(() => throw new InvalidOperationException("A bug."));
                return AddAsync(unit, "ada");
            },
            EmbeddedHost.Ct);

        await FollowsAsync();
        Assert.Equal(["ada"], await NamesAsync());
    }

    [Fact]
    public async Task Instants_and_ids_come_back_as_they_went_and_sort_by_time()
    {
        var start = new DateTimeOffset(2026, 3, 29, 1, 59, 59, 999, TimeSpan.Zero);
        var items = Enumerable.Range(0, 5)
            .Select(i => start.AddMilliseconds(i * 500))
            .Select(at => new SampleItem { Name = $"{at:O}", Owner = UserId.New(at), At = at.ToOffset(TimeSpan.FromHours(9)) })
            .ToList();
        await _host.Database.WriteAsync(
            async unit =>
            {
                unit.Db<SampleDb>().Items.AddRange(Enumerable.Reverse(items));
                return await unit.Db<SampleDb>().SaveChangesAsync();
            },
            EmbeddedHost.Ct);

        var byTime = await _host.ReadAsync(db => db.Items.AsNoTracking().OrderBy(i => i.At).ToListAsync());
        var byId = await _host.ReadAsync(db => db.Items.AsNoTracking().OrderBy(i => i.Owner).ToListAsync());
        var late = await _host.ReadAsync(db => db.Items.CountAsync(i => i.At >= start.AddSeconds(1)));

        Assert.Equal(items.Select(i => i.Owner), byTime.Select(i => i.Owner));
        Assert.Equal(items.Select(i => i.Owner), byId.Select(i => i.Owner));
        Assert.Equal(items.Select(i => i.At.UtcDateTime), byTime.Select(i => i.At.UtcDateTime));
        Assert.All(byTime, i => Assert.Equal(TimeSpan.Zero, i.At.Offset));
        Assert.Equal(3, late);
    }

    [Fact]
    public async Task The_schema_applies_twice_without_harm()
    {
        await AddAsync("ada");

        ((SchemaRunner)_host.Services.GetService(typeof(SchemaRunner))!).Apply();

        Assert.Equal(["ada"], await NamesAsync());
        Assert.True(await _host.Database.IsReadyAsync(EmbeddedHost.Ct));
    }

    [Fact]
    public async Task A_database_that_is_stopping_lets_nobody_wait()
    {
        var host = await EmbeddedHost.StartAsync();
        var database = host.Database;
        await host.DisposeAsync();

        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => database.WriteAsync(_ => Task.FromResult(1), EmbeddedHost.Ct));
    }

    private static async Task<string> AddAsync(WriteUnit unit, string name)
    {
        unit.Db<SampleDb>().Items.Add(new SampleItem { Name = name });
        await unit.Db<SampleDb>().SaveChangesAsync();
        return name;
    }

    private Task<string> AddAsync(string name) => _host.Database.WriteAsync(unit => AddAsync(unit, name), EmbeddedHost.Ct);

    private Task<List<string>> NamesAsync() => _host.ReadAsync(db => db.Items.OrderBy(i => i.Sequence).Select(i => i.Name).ToListAsync());

    /// <summary>Returns when everything that follows earlier commits has run.</summary>
    private async Task FollowsAsync()
    {
        var follows = new TaskCompletionSource();
        await _host.Database.WriteAsync(
            unit =>
            {
                unit.AfterCommit(() =>
                {
                    follows.SetResult();
                    return ValueTask.CompletedTask;
                });
                return Task.FromResult(true);
            },
            EmbeddedHost.Ct);
        await follows.Task.WaitAsync(EmbeddedHost.Ct);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_host.Folder, "studyhub.db")};Pooling=False");
        await connection.OpenAsync(EmbeddedHost.Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(EmbeddedHost.Ct);
    }
}
