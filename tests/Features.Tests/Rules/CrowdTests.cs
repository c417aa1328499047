using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Features.Tests.Harness;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

/// <summary>ROOM-7 on the real engine and database.</summary>
public sealed class CrowdTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Of_two_hundred_at_once_exactly_fifteen_join_the_owner_in_a_room_of_sixteen()
    {
        using var owner = await app.SeedAsync();
        var room = await owner.CreateRoomAsync(new { capacity = 16 });
        var meetings = app.Services.GetRequiredService<IActors<MeetingState, MeetingCommand, MeetingReply>>();
        Assert.True((await meetings.AskAsync($"{room}", EnterAs(UserId.Of(owner.UserId)), TestContext.Current.CancellationToken)).IsOk(out _, out _));
        var users = Enumerable.Range(0, 200).Select(_ => UserId.New(app.Clock.GetUtcNow())).ToList();

        var answers = await Task.WhenAll(users.Select(user =>
            Task.Run(() => meetings.AskAsync($"{room}", EnterAs(user), TestContext.Current.CancellationToken).AsTask())));

        Assert.Equal(15, answers.Count(a => a.Error is null));
        Assert.Equal(185, answers.Count(a => a.Error?.Code == "room.full"));
        await using var scope = app.Services.CreateAsyncScope();
        var seats = await scope.ServiceProvider.GetRequiredService<MeetingsDb>().Seats.Where(s => s.RoomId == RoomId.Of(room)).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(16, seats.Count);
        Assert.Equal(16, seats.Select(s => s.UserId).Distinct().Count());
        Assert.Contains(seats, s => s.UserId.Value == owner.UserId);
    }

    private Enter EnterAs(UserId user) => new(
        new Profile(user, "handle", "Name"),
        SessionId.New(app.Clock.GetUtcNow()),
        LiveTab.Key(),
        "label",
        "no connection",
        LiveTab.Key(),
        SeatId.New(app.Clock.GetUtcNow()),
        MembershipRefusal: null,
        PasswordRefusal: null,
        Elsewhere: null,
        Move: false);
}
