using StudyHub.Accounts;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class PasswordTests
{
    [Theory]
    [InlineData("kr7 ?zQ")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("각각각각각각각")] // Seven characters, though 21 bytes.
    [InlineData("👩👩👩👩👩👩👩")] // Seven characters, though fourteen UTF-16 units.
    public void Fewer_than_eight_characters_are_too_few(string? text) => Assert.Equal("account.password_too_short", RefusalOf(text));

    [Theory]
    [InlineData("kr7 ?zQx")]
    [InlineData("        ")]
    [InlineData("공부합시다다같이")]
    [InlineData("👩👩👩👩👩👩👩👩")]
    public void Eight_characters_of_any_kind_are_enough(string text) => Assert.Null(RefusalOf(text));

    [Fact]
    public void A_hundred_and_twenty_eight_characters_are_the_most()
    {
        Assert.Null(RefusalOf(string.Concat(Enumerable.Repeat("👩", 128))));
        Assert.Equal("account.password_too_long", RefusalOf(string.Concat(Enumerable.Repeat("👩", 129))));
        Assert.Equal("account.password_too_long", RefusalOf(new string('x', 10_000_000)));
    }

    [Fact]
    public void Characters_are_counted_after_they_are_composed() =>
        Assert.Null(RefusalOf(string.Concat(Enumerable.Repeat("\u1112\u1161\u11AB", 128)))); // 128 times 한, typed as three jamo each.

    [Fact]
    public void Both_ways_of_typing_a_syllable_are_the_same_password()
    {
        Assert.True(Password.Choose("\u1112\u1161\u11AB 12345678").IsOk(out var chosen, out _));

        Assert.Equal(chosen, Password.Typed("한 12345678"));
    }

    [Fact]
    public void A_password_is_never_trimmed()
    {
        Assert.True(Password.Choose("  a very long one ").IsOk(out var chosen, out _));

        Assert.Equal("  a very long one ", chosen);
    }

    [Theory]
    [InlineData("password123")]
    [InlineData("PassWord123")]
    [InlineData("12345678")]
    [InlineData("qwertyuiop")]
    [InlineData("iloveyou1")]
    public void A_breached_password_is_refused_in_any_case(string text) => Assert.Equal("account.password_breached", RefusalOf(text));

    [Fact]
    public void A_lone_surrogate_is_no_reason_to_fail()
    {
        Assert.Null(RefusalOf("\uD83D 1234567x"));
        Assert.NotNull(Password.Typed("\uD83D 1234567x"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Nothing_typed_is_nobodys_password(string? text) => Assert.Null(Password.Typed(text));

    private static string? RefusalOf(string? text) => Password.Choose(text).IsOk(out _, out var error) ? null : error.Code;
}
