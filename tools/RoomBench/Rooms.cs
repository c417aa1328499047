using System.Diagnostics;
using Microsoft.Data.Sqlite;
using StudyHub.Data.Search;

namespace StudyHub.RoomBench;

/// <summary>Open rooms as their doors would store them, in bulk. Titles are what people write, so that words are common and rare.</summary>
internal static class Rooms
{
    public static readonly string[] Words =
    [
        "토익", "정처기", "공시", "수능", "국어", "영어", "수학", "한국사", "코딩", "알고리즘", "새벽", "아침", "밤샘", "조용히", "카메라", "집중", "스터디", "함께", "기출", "단어", "논문",
        "면접", "자소서", "리액트", "자료구조", "물리", "화학", "생명과학", "TOEIC", "IELTS", "Linear Algebra", "Calculus", "React", "SQL", "Exam", "Focus", "Quiet", "Night", "100%", "6시", "9시",
    ];

    /// <returns>Seconds it took.</returns>
    public static double Open(string database, int count)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        Bulk.Prepare(connection);
        using var transaction = connection.BeginTransaction();
        using var room = Bulk.Command(connection, transaction, """
            INSERT INTO rooms_open_rooms (Id, Creator, Title, TitleFolded, Channel, Capacity, PasswordHash, Notice, MicrophonePolicy, CreatedAt, Taken, HasSpace, HasPassword, Closed, Lobby, Locked)
            VALUES ($p0, $p0, $p1, $p2, $p3, 10, NULL, '', 0, $p4, $p5, $p6, $p7, 0, 0, 0)
            """, 8);
        using var entry = Bulk.Command(connection, transaction, "INSERT INTO rooms_search_entries (Number, Id) VALUES ($p0, $p1)", 2);
        using var search = Bulk.Command(connection, transaction, "INSERT INTO rooms_search (rowid, tokens) VALUES ($p0, $p1)", 2);
        var dice = new Dice(20_261_122);
        var begin = DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_000);
        for (var number = 1; number <= count; number++)
        {
            var at = begin + TimeSpan.FromMilliseconds(number);
            var id = Guid.CreateVersion7(at);
            var title = $"{Words[dice.Next(Words.Length)]} {Words[dice.Next(Words.Length)]} {dice.Next(10_000)}";
            var folded = Grams.Fold(title);
            var (channel, full, locked) = (dice.Next(5), dice.Next(5) == 0, dice.Next(4) == 0);
            Bulk.Run(room, id, title, folded, channel, at.ToUnixTimeMilliseconds(), full ? 10 : 1 + dice.Next(9), !full, locked);
            Bulk.Run(entry, number, id);
            string[] flags = [$"fc{channel}", .. full ? (string[])[] : ["fs"], .. locked ? (string[])[] : ["fp"]];
            Bulk.Run(search, number, string.Join(' ', Grams.OfText(folded).Concat(flags)));
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
