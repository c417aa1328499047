using StudyHub.Accounts;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class HandleTests
{
    [Theory]
    [InlineData("ada")]
    [InlineData("a_1")]
    [InlineData("abcdefghij0123456789")]
    public void Three_to_twenty_letters_digits_and_underscores_are_a_handle(string text) => Assert.Equal(text, Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("abcdefghij01234567890")]
    [InlineData("1ada")]
    [InlineData("_ada")]
    [InlineData("a-da")]
    [InlineData("a da")]
    [InlineData("아다아다")]
    [InlineData("ada\u0301")]
    [InlineData("ad\u212A")] // The Kelvin sign, whose lower case is k.
    [InlineData("adİ")]
    [InlineData("ada\0")]
    public void Anything_else_is_none(string? text)
    {
        Assert.False(Handle.Parse(text).IsOk(out _, out var error));
        Assert.Equal("account.handle_invalid", error.Code);
    }

    [Fact]
    public void Capitals_are_lowered_so_that_case_never_tells_two_people_apart()
    {
        Assert.Equal("ada_lovelace", Parse(" Ada_LOVELACE "));
        Assert.Equal(Handle.Key("ada"), Handle.Key(Parse("ADA")!));
    }

    private static string? Parse(string? text) => Handle.Parse(text).IsOk(out var handle, out _) ? handle : null;
}
