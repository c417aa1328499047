using System.Text;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>A listed room that anyone admitted may enter (ROOM-1). Who sits in it is not its business; it only shows how many.</summary>
internal sealed class OpenRoom
{
    public const int DefaultCapacity = 10;

    private OpenRoom() { } // EF

    public RoomId Id { get; private init; }
    public UserId Creator { get; private init; }
    public string Title { get; private init; } = "";
    public string TitleFolded { get; private init; } = "";
    public Channel Channel { get; private init; }
    public int Capacity { get; private init; }
    public string? PasswordHash { get; private init; }
    public bool HasPassword { get; private init; }
    public string Notice { get; private init; } = "";
    public MicrophonePolicy MicrophonePolicy { get; private init; }
    public DateTimeOffset CreatedAt { get; private init; }
    public int Taken { get; private set; }
    public bool HasSpace { get; private set; }
    public bool Closed { get; private set; }

    /// <summary>What a creator asks for; every field may be missing or wrong.</summary>
    public sealed record Wish(string? Title, Channel? Channel, int? Capacity, string? Password, string? Notice, MicrophonePolicy? MicrophonePolicy);

    /// <summary>The only way a room comes to be. One place is taken from the start: the creator's (ROOM-9).</summary>
    public static Result<OpenRoom> Open(UserId creator, Wish wish, Func<string, string> hashPassword, DateTimeOffset now)
    {
        var title = TextRules.Clean(wish.Title);
        var notice = TextRules.Clean(wish.Notice);
        var capacity = wish.Capacity ?? DefaultCapacity;
        var password = wish.Password?.Normalize(NormalizationForm.FormC);
        var wrong = new Dictionary<string, string>();
        Check(wrong, "title", TextRules.Length(title) is >= 1 and <= 60 && TextRules.IsOneLine(title), "room.title_invalid");
        Check(wrong, "channel", wish.Channel is { } channel && Enum.IsDefined(channel), "room.channel_invalid");
        Check(wrong, "capacity", capacity is >= 2 and <= 50, "room.capacity_invalid");
        Check(wrong, "password", string.IsNullOrEmpty(password) || TextRules.Length(password) is >= 4 and <= 64, "room.password_invalid");
        Check(wrong, "notice", TextRules.Length(notice) <= 500, "room.notice_invalid");
        Check(wrong, "microphonePolicy", wish.MicrophonePolicy is not { } policy || Enum.IsDefined(policy), "room.microphone_policy_invalid");
        if (wrong.Count > 0)
        {
            return RoomErrors.FieldInvalid(wrong);
        }

        return new OpenRoom
        {
            Id = RoomId.New(now),
            Creator = creator,
            Title = title,
            TitleFolded = Fold(title),
            Channel = wish.Channel!.Value,
            Capacity = capacity,
            PasswordHash = string.IsNullOrEmpty(password) ? null : hashPassword(password),
            HasPassword = !string.IsNullOrEmpty(password),
            Notice = notice,
            MicrophonePolicy = wish.MicrophonePolicy ?? MicrophonePolicy.Silent,
            CreatedAt = now,
            Taken = 1,
            HasSpace = true,
        };
    }

    /// <summary>How titles and search terms are compared: without regard to case.</summary>
    public static string Fold(string text) => TextRules.Clean(text).ToLowerInvariant();

    public void Occupy(int taken, bool closed) => (Taken, HasSpace, Closed) = (taken, taken < Capacity, closed);

    public RoomFacts ToFacts() => new(Id, Title, Channel, Capacity, Notice, MicrophonePolicy, Creator, CreatedAt, Closed);

    private static void Check(Dictionary<string, string> wrong, string field, bool ok, string code)
    {
        if (!ok)
        {
            wrong[field] = code;
        }
    }
}
