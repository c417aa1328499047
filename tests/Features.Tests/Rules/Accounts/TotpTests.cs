using System.Text;
using StudyHub.Accounts.SecondFactor;

namespace StudyHub.Features.Tests.Rules.Accounts;

/// <summary>ACC-12.</summary>
public sealed class TotpTests
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>RFC 6238, appendix B: the last six of the eight digits for SHA-1.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(s_secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_of_drift_is_forgiven(int steps, bool accepted)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);

        var code = Totp.CodeAt(s_secret, Totp.StepAt(now) + steps);

        Assert.Equal(accepted, Totp.Match(s_secret, code, now, lastUsed: 0) is not null);
    }

    [Fact]
    public void Each_code_works_once_and_an_older_one_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = Totp.StepAt(now);

        Assert.Equal(step, Totp.Match(s_secret, Totp.CodeAt(s_secret, step), now, lastUsed: step - 1));
        Assert.Null(Totp.Match(s_secret, Totp.CodeAt(s_secret, step), now, lastUsed: step));
        Assert.Null(Totp.Match(s_secret, Totp.CodeAt(s_secret, step - 1), now, lastUsed: step));
    }

    /// <summary>RFC 4648, section 10, without padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base_32_is_that_of_the_standard(string text, string expected) => Assert.Equal(expected, Totp.Base32(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("ABCDE-fghjk", "abcdefghjk")]
    [InlineData(null, "")]
    public void Codes_are_read_however_they_are_grouped(string? typed, string expected) => Assert.Equal(expected, SecondFactorCheck.Clean(typed));
}
