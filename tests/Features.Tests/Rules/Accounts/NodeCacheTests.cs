using StudyHub.Accounts;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class NodeCacheTests
{
    private readonly NodeCache<string, int> _cache = new(capacity: 2);

    [Fact]
    public void What_is_kept_is_found()
    {
        Assert.True(_cache.Keep("ada", 1, _cache.Version));

        Assert.True(_cache.TryGet("ada", out var value));
        Assert.Equal(1, value);
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_kept_after_it()
    {
        var version = _cache.Version;
        _cache.Forget("ada");

        Assert.False(_cache.Keep("ada", 1, version));
        Assert.False(_cache.TryGet("ada", out _));
    }

    [Fact]
    public void A_change_takes_out_what_was_kept()
    {
        _cache.Keep("ada", 1, _cache.Version);
        _cache.Forget("ada");

        Assert.False(_cache.TryGet("ada", out _));
    }

    [Fact]
    public void It_never_grows_beyond_its_capacity()
    {
        foreach (var key in new[] { "ada", "bob", "eve" })
        {
            _cache.Keep(key, 1, _cache.Version);
        }

        Assert.InRange(_cache.All.Count(), 1, 2);
        Assert.True(_cache.TryGet("eve", out _));
    }
}
