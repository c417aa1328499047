using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

public sealed class TwoPeopleMeetTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Two_people_sign_up_meet_in_a_room_and_chat()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        var room = await ada.CreateRoomAsync(new { microphonePolicy = "open" });
        await using var adasTab = await ada.TabAsync();
        await using var bobsTab = await bob.TabAsync();

        var adaEntered = await adasTab.EnterAsync(room);
        var bobEntered = await bobsTab.EnterAsync(room);
        var arrival = await adasTab.HearMeetingAsync("arrived", e => e.GetProperty("participant").GetProperty("userId").GetGuid() == bob.UserId);
        var sent = await bobsTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.NewGuid(), text = "안녕하세요" });
        var heard = await adasTab.HearAsync("chat.changed");

        Assert.Equal(ada.UserId, adaEntered.GetProperty("meeting").GetProperty("ownerId").GetGuid());
        Assert.Equal(2, bobEntered.GetProperty("meeting").GetProperty("participants").GetArrayLength());
        Assert.Equal(bob.Handle, arrival.GetProperty("participant").GetProperty("displayName").GetString());
        Assert.Equal(1, sent.GetProperty("sequence").GetInt64());
        Assert.Equal("안녕하세요", heard.GetProperty("changes")[0].GetProperty("message").GetProperty("text").GetString());
        var history = await ada.GetAsync($"rooms/{room}/messages");
        Assert.Equal(1, history.GetProperty("items").GetArrayLength());
        var listed = await ada.GetAsync("rooms", HttpStatusCode.OK);
        Assert.Equal(2, listed.GetProperty("items")[0].GetProperty("taken").GetInt32());
    }
}
