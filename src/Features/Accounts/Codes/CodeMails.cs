using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>What people read, in Korean and English: at this moment nobody knows which one they prefer.</summary>
internal static class CodeMails
{
    /// <param name="purpose">See <see cref="EmailCode"/>.</param>
    /// <param name="email">To whom.</param>
    /// <param name="handle">Of the account with this address; null where there is none.</param>
    /// <param name="digits">The code, where <see cref="EmailCode.IsSent"/>.</param>
    public static Mail For(string purpose, string email, string? handle, string digits) => (purpose, handle) switch
    {
        (EmailCode.Recovery, null) => NoAccount(email),
        (EmailCode.Recovery, _) => Recovery(email, handle, digits),
        (_, not null) => AccountExists(email, handle),
        (EmailCode.ChangeEmail, _) => ChangeEmail(email, digits),
        _ => SignUp(email, digits),
    };

    public static Mail EmailChanged(string email, string handle) => new(email, "StudyHub 이메일이 바뀌었어요 · Your e-mail address was changed", $"""
        안녕하세요!

        StudyHub 계정 {handle} 의 이메일 주소가 다른 주소로 바뀌었습니다.
        직접 바꾸지 않으셨다면 StudyHub를 운영하는 분에게 바로 알려 주세요.

        ---

        Hello!

        The StudyHub account {handle} now has another e-mail address than this one.
        If you did not change it, tell the people who run your StudyHub at once.
        """);

    public static Mail PasswordChanged(string email, string handle) => new(email, "StudyHub 비밀번호가 바뀌었어요 · Your password was changed", $"""
        안녕하세요!

        StudyHub 계정 {handle} 의 비밀번호가 바뀌었습니다.
        직접 바꾸지 않으셨다면 로그인 화면의 "비밀번호를 잊었어요"로 바로 새 비밀번호를 정해 주세요.

        ---

        Hello!

        The password of the StudyHub account {handle} was changed.
        If you did not change it, choose a new one at once: "Forgot your password?" on the sign-in page.
        """);

    public static Mail Leaving(string email, string handle, DateTimeOffset eraseAt) => new(email, "StudyHub 계정을 지울게요 · Your account will be erased", $"""
        안녕하세요!

        StudyHub 계정 {handle} 을(를) {eraseAt:yyyy-MM-dd HH:mm} (UTC)에 완전히 지웁니다.
        그 전에 로그인하시면 취소됩니다.

        ---

        Hello!

        The StudyHub account {handle} will be erased for good at {eraseAt:yyyy-MM-dd HH:mm} (UTC).
        To keep it, sign in before then.
        """);

    private static Mail Recovery(string email, string handle, string digits) => new(email, $"StudyHub 비밀번호 다시 정하기 · Your code: {digits}", $"""
        안녕하세요!

        StudyHub 비밀번호를 다시 정하는 인증 코드입니다: {digits}
        계정의 아이디는 {handle} 입니다.
        10분 안에 입력해 주세요. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        Your code for choosing a new StudyHub password: {digits}
        The handle of your account is {handle}.
        The code is valid for 10 minutes. If you did not ask for it, simply ignore this mail.
        """);

    private static Mail NoAccount(string email) => new(email, "StudyHub 계정이 없어요 · There is no account with this address", """
        안녕하세요!

        이 이메일 주소로 만든 StudyHub 계정이 없습니다. 다른 주소로 가입하셨을 수 있습니다.
        직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        There is no StudyHub account with this e-mail address. Perhaps you signed up with another one.
        If you did not ask for this, simply ignore this mail.
        """);

    private static Mail ChangeEmail(string email, string digits) => new(email, $"StudyHub 새 이메일 확인 · Your code: {digits}", $"""
        안녕하세요!

        StudyHub 계정의 새 이메일 주소를 확인하는 인증 코드입니다: {digits}
        10분 안에 입력해 주세요. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        Your code for the new e-mail address of your StudyHub account: {digits}
        It is valid for 10 minutes. If you did not ask for it, simply ignore this mail.
        """);

    private static Mail SignUp(string email, string digits) => new(email, $"StudyHub 인증 코드 · Your code: {digits}", $"""
        안녕하세요!

        StudyHub 가입 인증 코드입니다: {digits}
        10분 안에 입력해 주세요. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        Your code for signing up to StudyHub: {digits}
        It is valid for 10 minutes. If you did not ask for it, simply ignore this mail.
        """);

    private static Mail AccountExists(string email, string handle) => new(email, "StudyHub 계정이 이미 있어요 · You already have an account", $"""
        안녕하세요!

        이 이메일 주소로 만든 StudyHub 계정이 이미 있습니다. 아이디는 {handle} 입니다.
        새로 가입하지 않고 로그인하시면 됩니다. 직접 요청하지 않으셨다면 이 메일은 무시하셔도 됩니다.

        ---

        Hello!

        There is already a StudyHub account with this e-mail address. Its handle is {handle}.
        You can simply sign in. If you did not ask for this, simply ignore this mail.
        """);
}
