using StudyHub.Accounts.Codes;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class EmailCodeTests
{
    private const string Address = "ADA@EXAMPLE.ORG";
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly DateTimeOffset s_sent = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_spacing = TimeSpan.FromSeconds(60);

    [Fact]
    public void Codes_are_six_digits_and_rarely_the_same()
    {
        var codes = Enumerable.Range(0, 1_000).Select(_ => EmailCode.NewDigits()).ToList();

        Assert.All(codes, code => Assert.Matches("^[0-9]{6}$", code));
        Assert.InRange(codes.Distinct().Count(), 990, 1_000);
    }

    [Fact]
    public void The_right_code_is_taken_once()
    {
        var code = Send();

        Assert.Null(Try(code, "123456"));
        Assert.Equal("code.expired", Try(code, "123456"));
    }

    [Fact]
    public void A_code_lives_ten_minutes()
    {
        Assert.Null(Try(Send(), "123456", TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1)));
        Assert.Equal("code.expired", Try(Send(), "123456", TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Each_wrong_try_says_how_many_are_left()
    {
        var code = Send();

        var left = Enumerable.Range(0, 5).Select(_ => code.Try(s_key, "000000", s_sent, s_spacing)!).ToList();

        Assert.All(left, error => Assert.Equal("code.wrong", error.Code));
        Assert.Equal(["4", "3", "2", "1", "0"], left.Select(error => error.Details!["triesLeft"]));
    }

    [Fact]
    public void The_fifth_try_may_be_the_right_one()
    {
        var code = Send();
        for (var i = 0; i < 4; i++)
        {
            Try(code, "000000");
        }

        Assert.Null(Try(code, "123456"));
    }

    [Fact]
    public void After_five_wrong_tries_not_even_the_right_code_is_taken()
    {
        var code = Send();
        for (var i = 0; i < 5; i++)
        {
            Try(code, "000000");
        }

        var error = code.Try(s_key, "123456", s_sent.AddSeconds(20), s_spacing);

        Assert.Equal("code.too_many_tries", error?.Code);
        Assert.Equal("40", error?.Details?["retryAfter"]); // When the next code may be sent.
        Assert.False(code.Used);
    }

    [Fact]
    public void The_stored_hash_is_keyed_and_bound_to_row_address_and_purpose()
    {
        var code = Send();

        Assert.NotEqual(code.Hash, Send().Hash); // Another row, the same digits.
        Assert.Equal("code.wrong", code.Try([.. s_key.Reverse()], "123456", s_sent, s_spacing)?.Code);
        Assert.Equal("code.wrong", Try(Copy(code, "BOB@EXAMPLE.ORG", code.Purpose), "123456"));
        Assert.Equal("code.wrong", Try(Copy(code, code.Email, "recovery"), "123456"));
        Assert.Null(Try(Copy(code, code.Email, code.Purpose), "123456"));
    }

    [Fact]
    public void A_proof_is_bound_to_its_address_and_stored_hashed()
    {
        var (proof, token) = EmailProof.Give(Address, "sign_up", s_sent);

        Assert.Equal(Address, proof.Email);
        Assert.Equal(s_sent.AddMinutes(30), proof.ExpiresAt);
        Assert.Equal(proof.Hash, StudyHub.Accounts.OpaqueToken.Hash(token));
        Assert.NotEqual(token, EmailProof.Give(Address, "sign_up", s_sent).Token);
    }

    [Fact]
    public void The_mails_say_what_they_must_and_no_more()
    {
        var code = CodeMails.For("sign_up", "ada@example.org", null, "123456");
        var exists = CodeMails.For("sign_up", "ada@example.org", "ada_l", "");

        Assert.Contains("123456", code.Text, StringComparison.Ordinal);
        Assert.Contains("ada_l", exists.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{6}", exists.Text + exists.Subject);
    }

    private static EmailCode Send() => EmailCode.Send(s_key, Address, EmailCode.SignUp, "123456", s_sent);

    private static EmailCode Copy(EmailCode code, string email, string purpose) => new()
    {
        Id = code.Id,
        Email = email,
        Purpose = purpose,
        Hash = code.Hash,
        SentAt = code.SentAt,
        ExpiresAt = code.ExpiresAt,
    };

    private static string? Try(EmailCode code, string digits, TimeSpan after = default) => code.Try(s_key, digits, s_sent + after, s_spacing)?.Code;
}
