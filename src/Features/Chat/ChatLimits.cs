using Microsoft.Extensions.Configuration;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <param name="MessagesPerTenSeconds">Messages of one user in one room (CHAT-19).</param>
/// <param name="FileBytes">The most a file may have (CHAT-13).</param>
internal sealed record ChatOptions(int MessagesPerTenSeconds, long FileBytes)
{
    public static ChatOptions Read(IConfiguration configuration) => new(
        Number(configuration, "Chat:MessagesPerTenSeconds", 1_000_000), Number(configuration, "Chat:FileMegabytes", 1_024) * 1_024L * 1_024);

    private static int Number(IConfiguration configuration, string key, int most) =>
        int.TryParse(configuration[key], out var number) && number >= 1 && number <= most
            ? number
            : throw new SettingsException($"'{key}' is a number from 1 to {most}, not '{configuration[key]}'.");
}

/// <summary>How fast one user may be.</summary>
internal sealed class ChatLimits(ICounters counters, ChatOptions options)
{
    private const int UploadsPerWindow = 100;

    private static readonly TimeSpan s_messageWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_uploadWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_typingWindow = TimeSpan.FromSeconds(2.5); // Clients say it every 3 s; a little early is no fault.

    /// <returns>Null when counted; otherwise how long to wait.</returns>
    public ValueTask<TimeSpan?> CountMessageAsync(RoomId room, UserId user, CancellationToken ct) =>
        counters.TryCountAsync($"chat.send/{room}/{user}", options.MessagesPerTenSeconds, s_messageWindow, ct);

    public ValueTask<TimeSpan?> CountUploadAsync(UserId user, CancellationToken ct) =>
        counters.TryCountAsync($"chat.upload/{user}", UploadsPerWindow, s_uploadWindow, ct);

    /// <returns>Whether this sign of typing is worth telling.</returns>
    public async ValueTask<bool> MayTellTypingAsync(RoomId room, UserId user, CancellationToken ct) =>
        await counters.TryCountAsync($"chat.typing/{room}/{user}", 1, s_typingWindow, ct) is null;
}
