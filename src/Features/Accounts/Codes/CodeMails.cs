using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>What people read, in Korean and English: at this moment nobody knows which one they prefer.</summary>
internal static class CodeMails
{
    public static Mail SignUp(string email, string digits) => new(email, $"StudyHub 인증 코드 · Your code: {digits}", $"""
        안녕하세요!

        StudyHub 가입 인증 코드입니다: {digits}
        10분 안에 입력해 주세요. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        Your code for signing up to StudyHub: {digits}
        It is valid for 10 minutes. If you did not ask for it, simply ignore this mail.
        """);

    public static Mail AccountExists(string email, string handle) => new(email, "StudyHub 계정이 이미 있어요 · You already have an account", $"""
        안녕하세요!

        이 이메일 주소로 만든 StudyHub 계정이 이미 있습니다. 아이디는 {handle} 입니다.
        새로 가입하지 않고 로그인하시면 됩니다. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        There is already a StudyHub account with this e-mail address. Its handle is {handle}.
        You can simply sign in. If you did not ask for this, simply ignore this mail.
        """);
}
