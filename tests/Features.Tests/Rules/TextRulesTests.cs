using StudyHub.Kernel;

namespace StudyHub.Features.Tests.Rules;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  plain text\n", "plain text")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글")] // as some systems type it
    [InlineData("공부 📚 together", "공부 📚 together")]
    [InlineData("a\0b", "a\uFFFDb")]
    public void Text_is_trimmed_composed_and_made_sound(string? typed, string expected) => Assert.Equal(expected, TextRules.Clean(typed));

    [Fact]
    public void Half_a_character_is_replaced()
    {
        Assert.Equal("a\uFFFDb", TextRules.Clean("a\uD83Db"));
        Assert.Equal("\uFFFD📚", TextRules.Clean("\uDCDA📚"));
    }

    [Fact]
    public void Length_counts_code_points() => Assert.Equal(3, TextRules.Length("공📚b"));
}
