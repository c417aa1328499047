using StudyHub.Accounts;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.Sessions;
using StudyHub.Kernel;

namespace StudyHub.Features.Tests.Rules.Accounts;

public sealed class AccountsFlowTests : IAsyncLifetime
{
    private AccountsKit _kit = null!;

    public async ValueTask InitializeAsync() => _kit = await AccountsKit.StartAsync();

    public ValueTask DisposeAsync() => _kit.DisposeAsync();

    [Fact]
    public async Task A_known_address_gets_no_code_and_answers_alike()
    {
        await _kit.SignUpAsync("ada");
        _kit.Clock.Advance(TimeSpan.FromMinutes(2));

        var known = await _kit.SendCodeAsync("ADA@example.org");
        var unknown = await _kit.SendCodeAsync("bob@example.org");
        var mail = await _kit.Mails.NextAsync();
        var knownTry = await _kit.VerifyAsync("ada@example.org", "000000x");
        var unknownTry = await _kit.VerifyAsync("bob@example.org", "000000x");

        Assert.Equal(Value(known), Value(unknown));
        Assert.Equal("ADA@example.org", mail.To);
        Assert.Contains(" ada ", mail.Text, StringComparison.Ordinal);
        Assert.Equal(("code.wrong", "4"), (knownTry.Error?.Code, knownTry.Error?.Details?["triesLeft"]));
        Assert.Equal(("code.wrong", "4"), (unknownTry.Error?.Code, unknownTry.Error?.Details?["triesLeft"]));
    }

    [Fact]
    public async Task Wrong_tries_are_remembered_and_a_newer_code_voids_the_older()
    {
        await _kit.SendCodeAsync("ada@example.org");
        var older = (await _kit.Mails.NextAsync()).Subject[^6..];
        for (var i = 0; i < 5; i++)
        {
            await _kit.VerifyAsync("ada@example.org", "wrong");
        }

        Assert.Equal("code.too_many_tries", (await _kit.VerifyAsync("ada@example.org", older)).Error?.Code);

        _kit.Clock.Advance(TimeSpan.FromSeconds(60));
        await _kit.SendCodeAsync("ada@example.org");
        var newer = (await _kit.Mails.NextAsync()).Subject[^6..];
        Assert.True(older == newer || (await _kit.VerifyAsync("ada@example.org", older)).Error?.Code == "code.wrong");
        Assert.Null((await _kit.VerifyAsync("ada@example.org", newer)).Error);
        Assert.Equal("code.expired", (await _kit.VerifyAsync("ada@example.org", newer)).Error?.Code);
    }

    [Fact]
    public async Task Codes_are_sixty_seconds_apart_and_five_an_hour()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null((await _kit.SendCodeAsync("ada@example.org")).Error);
            var tooSoon = await _kit.SendCodeAsync("ada@example.org");
            Assert.Equal(("code.send_limited", ErrorKind.TooMany), (tooSoon.Error?.Code, tooSoon.Error?.Kind));
            _kit.Clock.Advance(TimeSpan.FromSeconds(60));
        }

        var sixth = await _kit.SendCodeAsync("ada@example.org");
        Assert.Equal(("code.send_limited", "3300"), (sixth.Error?.Code, sixth.Error?.Details?["retryAfter"]));
        Assert.Null((await _kit.SendCodeAsync("bob@example.org")).Error);
    }

    [Fact]
    public async Task A_proof_serves_one_account_of_its_address()
    {
        var proof = await _kit.ProveAsync("ada@example.org");

        Assert.Equal("account.email_unproven", (await _kit.SignUpAsync("bob@example.org", proof, "bob")).Error?.Code);
        Assert.Null((await _kit.SignUpAsync("Ada@example.org", proof, "ada")).Error);
        Assert.Equal("account.email_unproven", (await _kit.SignUpAsync("ada@example.org", proof, "ada2")).Error?.Code);
    }

    [Fact]
    public async Task When_two_race_for_a_handle_one_gets_it_and_the_other_keeps_the_proof()
    {
        var (ada, bob) = (await _kit.ProveAsync("ada@example.org"), await _kit.ProveAsync("bob@example.org"));

        var results = await Task.WhenAll(_kit.SignUpAsync("ada@example.org", ada, "same"), _kit.SignUpAsync("bob@example.org", bob, "SAME"));

        var loser = Array.FindIndex(results, r => r.Error is not null);
        Assert.Equal("account.handle_taken", results[loser].Error?.Code);
        Assert.Null(results[1 - loser].Error);
        var again = loser == 0 ? await _kit.SignUpAsync("ada@example.org", ada, "other") : await _kit.SignUpAsync("bob@example.org", bob, "other");
        Assert.Null(again.Error);
    }

    [Fact]
    public async Task Ten_failures_close_an_account_for_a_while_also_when_they_come_at_once()
    {
        await _kit.SignUpAsync("ada");

        var codes = new List<string?>();
        await Parallel.ForAsync(0, 14, AccountsKit.Ct, async (_, _) =>
        {
            var code = (await _kit.SignInAsync("ada", "wrong")).Error?.Code;
            lock (codes)
            {
                codes.Add(code);
            }
        });

        Assert.Equal(10, codes.Count(c => c == "auth.credentials_wrong"));
        Assert.Equal("auth.too_many_attempts", (await _kit.SignInAsync("ada@example.org")).Error?.Code);
        _kit.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null((await _kit.SignInAsync("ADA")).Error);
    }

    [Fact]
    public async Task A_session_that_was_ended_is_found_no_more()
    {
        var signedIn = await _kit.SignUpAsync("ada");
        var caller = await _kit.Sessions.FindAsync(signedIn.Token, AccountsKit.Ct);
        Assert.Equal(signedIn.Me.Id, caller?.UserId);

        await _kit.RunAsync<SignOut, Result<Done>>(signOut => signOut.RunAsync(caller!, AccountsKit.Ct));

        Assert.Null(await _kit.Sessions.FindAsync(signedIn.Token, AccountsKit.Ct));
        Assert.Equal([(caller!.SessionId, "auth.session_ended")], _kit.Closed.All);
    }

    [Fact]
    public async Task A_session_in_use_lives_on_and_an_idle_one_is_ended()
    {
        var used = await _kit.SignUpAsync("ada");
        var idle = Value(await _kit.SignInAsync("ada"));
        var upkeep = _kit.Get<AccountUpkeep>();
        for (var day = 0; day < 31; day++)
        {
            Assert.NotNull(await _kit.Sessions.FindAsync(used.Token, AccountsKit.Ct));
            _kit.Clock.Advance(TimeSpan.FromDays(1));
            await upkeep.RunOnceAsync(AccountsKit.Ct);
        }

        Assert.NotNull(await _kit.Sessions.FindAsync(used.Token, AccountsKit.Ct));
        Assert.Null(await _kit.Sessions.FindAsync(idle.Token, AccountsKit.Ct));
        Assert.Single(_kit.Closed.All);
    }

    [Fact]
    public async Task A_profile_is_right_after_a_rename()
    {
        var signedIn = await _kit.SignUpAsync("ada");
        var (accounts, nobody) = (_kit.Get<IAccounts>(), UserId.New(_kit.Clock.GetUtcNow()));
        var before = await accounts.ProfilesAsync([signedIn.Me.Id, nobody], AccountsKit.Ct);

        var caller = (await _kit.Sessions.FindAsync(signedIn.Token, AccountsKit.Ct))!;
        await _kit.RunAsync<EditMe, Result<MeView>>(edit => edit.RunAsync(caller, new("Ada L", null, null), AccountsKit.Ct));
        await _kit.RunAsync<EditMe, Result<MeView>>(edit => edit.RunAsync(caller, new(null, null, null), AccountsKit.Ct));

        Assert.Equal(new Profile(signedIn.Me.Id, "ada", "ada"), Assert.Single(before).Value);
        Assert.Equal("Ada L", (await accounts.ProfilesAsync([signedIn.Me.Id], AccountsKit.Ct))[signedIn.Me.Id].DisplayName);
    }

    private static T Value<T>(Result<T> result)
    {
        Assert.True(result.IsOk(out var value, out var error), error?.Code);
        return value;
    }
}
