using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Contracts;

/// <summary>What other features may ask about messages.</summary>
public interface IMessages
{
    /// <summary>The beginnings of messages, for somebody who may read them now; those that are gone or not theirs to read are missing.</summary>
    ValueTask<IReadOnlyDictionary<MessagePlace, string>> BeginningsAsync(UserId reader, IReadOnlyCollection<MessagePlace> messages, CancellationToken ct);
}

public readonly record struct MessagePlace(RoomId RoomId, long Sequence);
