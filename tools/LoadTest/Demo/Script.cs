namespace StudyHub.LoadTest.Demo;

/// <summary>Who is in the demo, where, and what they say.</summary>
internal static class Script
{
    /// <summary>The people of the lively room; each has the clip of that name.</summary>
    public static IReadOnlyList<(string Name, string Clip)> People { get; } =
        [("하늘", "lamp"), ("Mateo", "plant"), ("Yuna 유나", "night"), ("Clara", "window"), ("Amina", "shelf"), ("지우", "board")];

    public static object Room { get; } = new
    {
        title = "같이 공부해요 · Study with us",
        channel = "university",
        capacity = 16,
        notice = "50분 집중, 10분 휴식. 마이크는 꺼 두세요. · 50 minutes of focus, 10 of rest, microphones off.",
    };

    /// <summary>Rooms that make the list; somebody sits in each.</summary>
    public static IReadOnlyList<(object Room, string[] Names)> Others { get; } =
    [
        (new { title = "토익 900 새벽반", channel = "job-seekers", capacity = 8 }, ["서준", "민서", "도윤"]),
        (new { title = "Linear algebra, problem set 7", channel = "university", capacity = 6 }, ["Priya", "Jonas"]),
        (new { title = "수능 국어 기출 같이 풀기", channel = "high", capacity = 10 }, ["예린", "시우", "하준", "수아"]),
        (new { title = "Quiet reading hour", channel = "middle", capacity = 12 }, ["Lena", "Tom"]),
        (new { title = "정보처리기사 실기", channel = "job-seekers", capacity = 4 }, ["태현"]),
    ];

    /// <summary>Who says what, by place in <see cref="People"/>; from the beginning again at the end.</summary>
    public static IReadOnlyList<(int Who, string Text)> Talk { get; } =
    [
        (0, "안녕하세요! 오늘은 선형대수 3단원까지 끝내는 게 목표예요 📚"),
        (1, "Hi everyone. Thermodynamics today, wish me luck."),
        (5, "반가워요 🙂 저는 미적분 복습해요."),
        (5, "혹시 부분적분 $\\int x e^x\\,dx = (x-1)e^x + C$ 맞죠?"),
        (3, "Yes, differentiate it: $(x-1)e^x + e^x = x e^x$ ✔"),
        (5, "감사합니다! 이제 이해됐어요."),
        (2, "밤샘 코딩 중이에요… 다들 화이팅 💪"),
        (4, "Two more pages of my essay, then a break. Anybody for tea at ten past?"),
        (0, "좋아요, 10분에 쉬어요 ☕"),
        (1, "Question: is this the right way to sort by the second field?\n```python\nsorted(rows, key=lambda row: row[1])\n```"),
        (2, "네 맞아요. 내림차순이면 `reverse=True`를 더하면 돼요."),
        (1, "Perfect, thank you!"),
        (3, "**25 minutes** of focus from now. See you on the other side."),
        (4, "Done with the essay! 🎉"),
        (0, "축하해요! 저는 아직 한 문제 남았어요."),
        (5, "카메라 켜고 있으니까 확실히 딴짓을 덜 하게 되네요 😄"),
        (2, "인정… 같이 있으니까 집중이 잘돼요."),
        (3, "New here? Say hello, nobody bites."),
    ];
}
