using Microsoft.Extensions.Configuration;
using StudyHub.Accounts;
using StudyHub.Kernel;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class ProfileRulesTests
{
    [Theory]
    [InlineData("A", "A")]
    [InlineData("  Ada  L ", "Ada  L")]
    [InlineData("에이다 👩‍💻", "에이다 👩‍💻")]
    public void A_display_name_is_trimmed_and_otherwise_free(string typed, string kept)
    {
        Assert.True(Account.CheckDisplayName(typed).IsOk(out var name, out _));
        Assert.Equal(kept, name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("Ada\nLovelace")]
    [InlineData("Ada\u2028Lovelace")]
    public void It_has_at_least_one_character_on_one_line(string? typed)
    {
        Assert.False(Account.CheckDisplayName(typed).IsOk(out _, out var error));
        Assert.Equal("account.display_name_invalid", error.Code);
    }

    [Fact]
    public void It_has_at_most_forty_characters()
    {
        Assert.True(Account.CheckDisplayName(string.Concat(Enumerable.Repeat("👩", 40))).IsOk(out _, out _));
        Assert.False(Account.CheckDisplayName(new string('a', 41)).IsOk(out _, out _));
    }

    [Fact]
    public void A_form_names_every_field_at_fault_and_the_first_error()
    {
        var error = Fields.FirstOf(
            ("handle", AccountsErrors.HandleInvalid), ("password", null), ("displayName", AccountsErrors.DisplayNameInvalid));

        Assert.Equal("account.handle_invalid", error?.Code);
        Assert.Equal(
            new Dictionary<string, string> { ["handle"] = "account.handle_invalid", ["displayName"] = "account.display_name_invalid" },
            error?.Fields);
        Assert.Null(Fields.FirstOf(("handle", null)));
    }

    [Fact]
    public void Settings_have_the_documented_defaults() => Assert.Equal(new AccountsOptions(), Read());

    [Fact]
    public void A_setting_can_be_changed() => Assert.Equal(7, Read(("Accounts:CodesPerEmailPerHour", "7")).CodesPerEmailPerHour);

    [Theory]
    [InlineData("Accounts:SessionIdleDays", "0")]
    [InlineData("Accounts:SessionIdleDays", "many")]
    [InlineData("Accounts:SessionIdelDays", "3")]
    public void A_setting_that_makes_no_sense_stops_the_start_and_is_named(string key, string value)
    {
        var error = Assert.Throws<SettingsException>(() => Read((key, value)));

        Assert.Contains(key.Split(':')[1], error.ToString(), StringComparison.Ordinal);
    }

    private static AccountsOptions Read(params (string Key, string Value)[] settings) => AccountsOptions.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
}
