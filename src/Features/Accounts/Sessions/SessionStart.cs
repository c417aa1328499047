namespace StudyHub.Accounts.Sessions;

/// <param name="Me">What the answer says.</param>
/// <param name="Token">For the cookie, and nowhere else.</param>
/// <param name="CookieExpires">When the session ends at the latest.</param>
internal sealed record SignedIn(MeView Me, string Token, DateTimeOffset CookieExpires)
{
    /// <summary>A record prints its members; a token must never get into a log that way.</summary>
    public override string ToString() => nameof(SignedIn);
}

/// <summary>Makes the session that a sign-up or sign-in stores.</summary>
internal sealed class SessionStart(SessionLife life, TimeProvider clock)
{
    public (Session Session, SignedIn SignedIn) Of(Account account)
    {
        var (session, token) = Session.Start(account.UserId, clock.GetUtcNow());
        return (session, new(MeView.Of(account), token, session.CreatedAt + life.Total));
    }
}
