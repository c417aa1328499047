using StudyHub.Accounts.SecondFactor;

namespace StudyHub.Features.Tests.Harness;

/// <summary>An authenticator app with the test's clock.</summary>
internal sealed class Authenticator(StudyHubApp app, string secret)
{
    public byte[] Secret { get; } = Decode(secret);

    public string Now() => Totp.CodeAt(Secret, Totp.StepAt(app.Clock.GetUtcNow()));

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
