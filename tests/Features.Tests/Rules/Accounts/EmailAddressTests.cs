using StudyHub.Accounts;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ada@example.org", "ada@example.org")]
    [InlineData("  Ada.Lovelace+study@Example.ORG ", "Ada.Lovelace+study@Example.ORG")]
    [InlineData("o'neil@a-b.co.kr", "o'neil@a-b.co.kr")]
    [InlineData("ada@공부.한국", "ada@공부.한국")]
    public void A_plausible_address_is_kept_as_typed(string typed, string kept)
    {
        Assert.True(EmailAddress.Parse(typed).IsOk(out var email, out _));
        Assert.Equal(kept, email);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.org")]
    [InlineData("a da@example.org")]
    [InlineData(".ada@example.org")]
    [InlineData("ada..l@example.org")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada@exam_ple.org")]
    [InlineData("ada@example.org\r\nBcc: eve@example.org")]
    [InlineData("\"ada\" <ada@example.org>")]
    [InlineData("ada@example.org\0")]
    public void What_no_mail_could_reach_is_refused(string? typed)
    {
        Assert.False(EmailAddress.Parse(typed).IsOk(out _, out var error));
        Assert.Equal("account.email_invalid", error.Code);
    }

    [Fact]
    public void An_address_has_at_most_254_characters()
    {
        var domain = $"{new string('b', 61)}.{new string('c', 61)}.{new string('d', 61)}.org";
        var longest = new string('a', 254 - 1 - domain.Length) + "@" + domain;

        Assert.Equal(254, longest.Length);
        Assert.True(EmailAddress.Parse(longest).IsOk(out _, out _));
        Assert.False(EmailAddress.Parse("a" + longest).IsOk(out _, out _));
        Assert.False(EmailAddress.Parse(new string('a', 1_000_000) + "@example.org").IsOk(out _, out _));
    }

    [Fact]
    public void Case_never_tells_two_addresses_apart() =>
        Assert.Equal(EmailAddress.Key("ada@example.org"), EmailAddress.Key("ADA@Example.Org"));
}
