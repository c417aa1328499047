using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>Answers the other features.</summary>
internal sealed class RoomAnswers(RoomsDb db, ICounters counters, IPasswordHasher<OpenRoom> passwords) : IRooms
{
    private const int WrongPasswords = 10;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    public async ValueTask<RoomFacts?> FindAsync(RoomId room, CancellationToken ct) =>
        (await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.Id == room, ct))?.ToFacts();

    public async ValueTask<Error?> CheckPasswordAsync(RoomId room, UserId user, string? password, CancellationToken ct)
    {
        var hash = await db.Rooms.Where(r => r.Id == room).Select(r => r.PasswordHash).SingleOrDefaultAsync(ct);
        if (hash is null)
        {
            return null;
        }

        if (string.IsNullOrEmpty(password))
        {
            return RoomErrors.PasswordWrong;
        }

        var key = $"rooms.password/{user}";
        if (await counters.PeekAsync(key, WrongPasswords, s_window, ct) is { } wait)
        {
            return RoomErrors.TooManyPasswords(wait);
        }

        // Longer than any password can be: not worth hashing.
        var entered = password.Length > 256 ? "" : password.Normalize(System.Text.NormalizationForm.FormC);
        if (passwords.VerifyHashedPassword(null!, hash, entered) != PasswordVerificationResult.Failed)
        {
            return null;
        }

        await counters.TryCountAsync(key, WrongPasswords, s_window, ct);
        return RoomErrors.PasswordWrong;
    }
}

/// <summary>Keeps the list's numbers in step with the seats.</summary>
internal sealed class ShowOccupancy(IDatabase database, IBroadcast broadcast) : IHandle<RoomOccupied>
{
    public Task HandleAsync(RoomOccupied domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var db = unit.Db<RoomsDb>();
            if (await db.Rooms.SingleOrDefaultAsync(r => r.Id == domainEvent.RoomId, CancellationToken.None) is not { } room)
            {
                return false;
            }

            room.Occupy(domainEvent.Taken, domainEvent.Closed);
            await db.SaveChangesAsync(CancellationToken.None);
            var view = RoomView.Of(room);
            unit.AfterCommit(() => broadcast.SendAsync(RoomChanged.Audience, new RoomChanged(view)));
            return true;
        },
        ct);
}
