namespace StudyHub.Kernel;

/// <summary>Who is asking, whichever door they came through. Comes only from the session (ACC-1).</summary>
public sealed record Caller(UserId UserId, SessionId SessionId);
