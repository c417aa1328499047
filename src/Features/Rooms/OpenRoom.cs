using System.Text;
using StudyHub.Data.Search;
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
    public string Title { get; private set; } = "";
    public string TitleFolded { get; private set; } = "";
    public Channel Channel { get; private set; }
    public int Capacity { get; private set; }
    public string? PasswordHash { get; private set; }
    public bool HasPassword { get; private set; }
    public string Notice { get; private set; } = "";
    public MicrophonePolicy MicrophonePolicy { get; private set; }
    public CameraRule CameraRule { get; private set; }
    public bool Lobby { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public int Taken { get; private set; }
    public bool HasSpace { get; private set; }
    public bool Locked { get; private set; }
    public bool Closed { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>What its creator or owner asks for; a field that is missing is not asked for, and any may be wrong.</summary>
    /// <param name="Password">An empty text: none.</param>
    /// <param name="Lobby">Newcomers wait until a host admits them.</param>
    public sealed record Wish(
        string? Title = null,
        Channel? Channel = null,
        int? Capacity = null,
        string? Password = null,
        string? Notice = null,
        MicrophonePolicy? MicrophonePolicy = null,
        CameraRule? CameraRule = null,
        bool? Lobby = null);

    /// <summary>The only way a room comes to be. One place is taken from the start: the creator's (ROOM-9).</summary>
    public static Result<OpenRoom> Open(UserId creator, Wish wish, Func<string, string> hashPassword, DateTimeOffset now)
    {
        var room = new OpenRoom
        {
            Id = RoomId.New(now),
            Creator = creator,
            Capacity = DefaultCapacity,
            MicrophonePolicy = MicrophonePolicy.Silent,
            CreatedAt = now,
            Taken = 1,
        };
        var refusal = Read(wish with { Title = wish.Title ?? "" }, channelNeeded: true);
        if (refusal is not null)
        {
            return refusal;
        }

        room.Take(wish, hashPassword);
        return room;
    }

    /// <summary>Everything that is wrong with what was sent, field by field; null where nothing is.</summary>
    public static Error? Read(Wish wish, bool channelNeeded = false)
    {
        var (title, notice, password) = (TextRules.Clean(wish.Title), TextRules.Clean(wish.Notice), Normal(wish.Password));
        var wrong = new Dictionary<string, string>();
        Check(wrong, "title", wish.Title is null || (TextRules.Length(title) is >= 1 and <= 60 && TextRules.IsOneLine(title)), "room.title_invalid");
        Check(wrong, "channel", wish.Channel is { } channel ? Enum.IsDefined(channel) : !channelNeeded, "room.channel_invalid");
        Check(wrong, "capacity", (wish.Capacity ?? DefaultCapacity) is >= 2 and <= 50, "room.capacity_invalid");
        Check(wrong, "password", string.IsNullOrEmpty(password) || TextRules.Length(password) is >= 4 and <= 64, "room.password_invalid");
        Check(wrong, "notice", TextRules.Length(notice) <= 500, "room.notice_invalid");
        Check(wrong, "microphonePolicy", wish.MicrophonePolicy is not { } policy || Enum.IsDefined(policy), "room.microphone_policy_invalid");
        Check(wrong, "cameraRule", wish.CameraRule is not { } rule || Enum.IsDefined(rule), "room.camera_rule_invalid");
        return wrong.Count > 0 ? RoomErrors.FieldInvalid(wrong) : null;
    }

    /// <summary>Takes the fields that were sent, and no others (ROOM-8).</summary>
    /// <param name="wish">As <see cref="Read"/> found nothing wrong with.</param>
    public void Take(Wish wish, Func<string, string> hashPassword)
    {
        (Title, TitleFolded) = wish.Title is null ? (Title, TitleFolded) : (TextRules.Clean(wish.Title), Grams.Fold(wish.Title));
        Notice = wish.Notice is null ? Notice : TextRules.Clean(wish.Notice);
        (Channel, Capacity) = (wish.Channel ?? Channel, wish.Capacity ?? Capacity);
        (MicrophonePolicy, CameraRule, Lobby) = (wish.MicrophonePolicy ?? MicrophonePolicy, wish.CameraRule ?? CameraRule, wish.Lobby ?? Lobby);
        if (Normal(wish.Password) is { } password)
        {
            PasswordHash = password.Length == 0 ? null : hashPassword(password);
            HasPassword = password.Length > 0;
        }

        HasSpace = Taken < Capacity;
    }

    public void Occupy(RoomOccupied now, DateTimeOffset at)
    {
        (Taken, HasSpace, Locked) = (now.Taken, now.Taken < Capacity, now.Locked);
        (Closed, ClosedAt) = (now.Closed, now.Closed ? ClosedAt ?? at : null);
    }

    public RoomFacts ToFacts() => new(Id, Title, Channel, Capacity, Notice, MicrophonePolicy, Creator, CreatedAt, Closed) { CameraRule = CameraRule, Lobby = Lobby };

    /// <summary>What a search may narrow by.</summary>
    public IEnumerable<string> Flags()
    {
        yield return $"c{(int)Channel}";
        if (HasSpace)
        {
            yield return "s";
        }

        if (!HasPassword)
        {
            yield return "p";
        }
    }

    private static string? Normal(string? password) => password?.Normalize(NormalizationForm.FormC);

    private static void Check(Dictionary<string, string> wrong, string field, bool ok, string code)
    {
        if (!ok)
        {
            wrong[field] = code;
        }
    }
}
