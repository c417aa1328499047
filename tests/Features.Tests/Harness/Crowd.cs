using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts;
using StudyHub.Accounts.Sessions;
using StudyHub.Chat;
using StudyHub.Chat.Searching;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Many people at once: accounts and sessions as sign-up would store them, without mails; their password hash is nobody's.</summary>
internal static class Crowd
{
    public sealed record Person(Guid UserId, string Handle, string Cookie);

    public static async Task<IReadOnlyList<Person>> SeedAsync(IServiceProvider services, int count, string passwordHash = "AAAA")
    {
        var (start, clock) = (services.GetRequiredService<SessionStart>(), services.GetRequiredService<TimeProvider>());
        return await services.GetRequiredService<IDatabase>().WriteAsync(
            async unit =>
            {
                var db = unit.Db<AccountsDb>();
                var people = new List<Person>();
                for (var i = 0; i < count; i++)
                {
                    var handle = $"s{Guid.CreateVersion7().ToString("N")[^15..]}";
                    var account = Account.Open(UserId.New(clock.GetUtcNow()), handle, handle, $"{handle}@example.org", passwordHash, clock.GetUtcNow());
                    var (session, signedIn) = start.Of(account);
                    db.Accounts.Add(account);
                    db.Sessions.Add(session);
                    people.Add(new(account.Id, handle, signedIn.Token));
                }

                await db.SaveChangesAsync();
                return people;
            },
            TestContext.Current.CancellationToken);
    }

    /// <summary>Stores that many messages at once, as the live door would one by one.</summary>
    public static Task PostAsync(IServiceProvider services, Guid roomId, Guid author, int count) => services.GetRequiredService<IDatabase>().WriteAsync(
        async unit =>
        {
            var log = MessageLog.Of(unit.Db<ChatDb>());
            var (room, _) = await log.LookAsync(RoomId.Of(roomId), UserId.Of(author), Guid.Empty);
            for (var i = 1; i <= count; i++)
            {
                await log.AppendAsync(room, Message.Post(room, Guid.CreateVersion7(), UserId.Of(author), $"message {i}", services.GetRequiredService<TimeProvider>().GetUtcNow()));
            }

            services.GetRequiredService<MessageIndex>().Added(unit);
            return count;
        },
        TestContext.Current.CancellationToken);

    /// <summary>Signed-in browsers of that many people.</summary>
    public static async Task<IReadOnlyList<Browser>> SeedAsync(this StudyHubApp app, int count) =>
        [.. (await SeedAsync(app.Services, count)).Select(person => app.Browse(person.UserId, person.Handle, person.Cookie))];

    public static async Task<Browser> SeedAsync(this StudyHubApp app) => (await app.SeedAsync(1))[0];
}
