using StudyHub.Accounts;
using StudyHub.Accounts.Sessions;
using StudyHub.Kernel;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class SessionLifeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly SessionLife s_life = SessionLife.Of(new AccountsOptions());

    [Fact]
    public void A_session_ends_thirty_days_after_its_last_use()
    {
        var used = s_start.AddDays(10);

        Assert.Equal(s_start.AddDays(40), s_life.EndOf(s_start, used));
        Assert.False(s_life.IsOver(s_start, used, s_start.AddDays(40).AddMilliseconds(-1)));
        Assert.True(s_life.IsOver(s_start, used, s_start.AddDays(40)));
    }

    [Fact]
    public void However_much_used_it_ends_after_ninety_days()
    {
        var used = s_start.AddDays(89);

        Assert.Equal(s_start.AddDays(90), s_life.EndOf(s_start, used));
        Assert.True(s_life.IsOver(s_start, s_start.AddDays(90), s_start.AddDays(90)));
    }

    [Fact]
    public void Each_session_has_a_token_of_its_own_with_256_bits_and_stores_only_its_hash()
    {
        var user = UserId.New(s_start);
        var (first, token) = Session.Start(user, "", false, s_start);
        var (second, otherToken) = Session.Start(user, "", false, s_start);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", token);
        Assert.NotEqual(token, otherToken);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(32, first.TokenHash.Length);
        Assert.Equal(first.TokenHash, OpaqueToken.Hash(token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각각")]
    public void What_cannot_be_a_token_is_not_even_looked_up(string? token) => Assert.Null(OpaqueToken.Hash(token));

    [Fact]
    public void A_signed_in_answer_never_prints_its_token()
    {
        var signedIn = new SignedIn(new(UserId.New(s_start), "ada", "Ada", "ada@example.org", s_start, "", null, null, false), "the token", s_start);

        Assert.DoesNotContain("the token", $"{signedIn}", StringComparison.Ordinal);
    }
}
