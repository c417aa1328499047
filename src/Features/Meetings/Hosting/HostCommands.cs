using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

internal sealed record LockRoom(UserId User, bool Locked) : MeetingCommand;

/// <summary>A host lets somebody in who waits, or sends them away.</summary>
internal sealed record Admit(UserId User, UserId Target, bool Accept) : MeetingCommand;

/// <summary>Somebody no longer waits, by choice.</summary>
internal sealed record StopWaiting(UserId User, string Device) : MeetingCommand;

/// <param name="WarningId">The id it gets.</param>
internal sealed record Warn(UserId User, UserId Target, string? Reason, Guid WarningId) : MeetingCommand;

internal sealed record Kick(UserId User, UserId Target, string? Reason) : MeetingCommand;

internal sealed record LiftBan(UserId User, UserId Target) : MeetingCommand;

internal sealed record Delegate(UserId User, UserId Target) : MeetingCommand;

/// <summary>Asks whether the user may edit the room; a capacity that holds everybody counts from now on.</summary>
internal sealed record AskEdit(UserId User, int? Capacity) : MeetingCommand;

/// <summary>An account is gone: what was personal to it goes from the room.</summary>
internal sealed record Forget(UserId User) : MeetingCommand;

/// <summary>The room, or its group, was edited.</summary>
internal sealed record Refresh(RoomFacts Room) : MeetingCommand;
