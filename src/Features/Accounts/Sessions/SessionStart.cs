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
    /// <param name="account">Who has proved who they are, this moment.</param>
    /// <param name="device">See <see cref="DeviceLabel"/>.</param>
    /// <param name="isStrong">Whether a second factor or a passkey was part of it.</param>
    public (Session Session, SignedIn SignedIn) Of(Account account, string device = "", bool isStrong = false)
    {
        var (session, token) = Session.Start(account.UserId, device, isStrong, clock.GetUtcNow());
        return (session, new(MeView.Of(account), token, session.CreatedAt + life.Total));
    }
}
