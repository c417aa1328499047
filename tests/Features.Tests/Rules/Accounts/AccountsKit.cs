using System.Threading.Channels;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Accounts;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Engines.Embedded;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Auth;

namespace StudyHub.Features.Tests.Rules.Accounts;

/// <summary>The accounts feature on the embedded engine, without a door; mails and closed sessions come to the test.</summary>
internal sealed class AccountsKit : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("studyhub-").FullName;
    private readonly ServiceProvider _services;

    private AccountsKit()
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton<TimeProvider>(Clock)
            .AddEmbeddedEngine(new(_folder))
            .AddData()
            .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000) // Nobody attacks a test; it must not wait for turns.
            .AddSingleton<IMailer>(Mails)
            .AddSingleton<IBroadcast>(Closed);
        new AccountsModule().AddServices(services, new ConfigurationBuilder().Build());
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    public MailBox Mails { get; } = new();
    public ClosedSessions Closed { get; } = new();
    public ISessions Sessions => Get<ISessions>();

    public static async Task<AccountsKit> StartAsync()
    {
        var kit = new AccountsKit();
        kit.Get<SchemaRunner>().Apply();
        foreach (var service in kit._services.GetServices<IHostedService>())
        {
            await service.StartAsync(Ct);
        }

        return kit;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> run)
        where TUseCase : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public Task<Result<CodeSentView>> SendCodeAsync(string email, string address = "10.0.0.1") =>
        RunAsync<SendCode, Result<CodeSentView>>(send => send.RunAsync(new(email, "sign_up", address), Ct));

    public Task<Result<EmailProofView>> VerifyAsync(string email, string code) =>
        RunAsync<VerifyCode, Result<EmailProofView>>(verify => verify.RunAsync(new(email, "sign_up", code), Ct));

    public async Task<string> ProveAsync(string email)
    {
        await SendCodeAsync(email);
        var code = (await Mails.NextAsync()).Subject[^6..];
        return (await VerifyAsync(email, code)).IsOk(out var proof, out var error) ? proof.Proof : throw new InvalidOperationException(error.Code);
    }

    public Task<Result<SignedIn>> SignUpAsync(string email, string proof, string handle) =>
        RunAsync<SignUp, Result<SignedIn>>(signUp => signUp.RunAsync(new(email, proof, handle, Password, null, null, new("10.0.0.1", "Test")), Ct));

    public async Task<SignedIn> SignUpAsync(string handle)
    {
        var email = $"{handle}@example.org";
        var result = await SignUpAsync(email, await ProveAsync(email), handle);
        return result.IsOk(out var signedIn, out var error) ? signedIn : throw new InvalidOperationException(error.Code);
    }

    public Task<Result<SignedIn>> SignInAsync(string name, string password = Password, string address = "10.0.0.1") =>
        RunAsync<SignIn, Result<SignedIn>>(signIn => signIn.RunAsync(new(name, password, null, new(address, "Test")), Ct));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public sealed class MailBox : IMailer
    {
        private readonly Channel<Mail> _mails = System.Threading.Channels.Channel.CreateUnbounded<Mail>();

        public Task SendAsync(Mail mail, CancellationToken ct) => _mails.Writer.WriteAsync(mail, ct).AsTask();

        public ValueTask<Mail> NextAsync() => _mails.Reader.ReadAsync(Ct);
    }

    public sealed class ClosedSessions : IBroadcast
    {
        public List<(SessionId Session, string Code)> All { get; } = [];

        public ValueTask ExpelAsync(string audience, UserId user) => throw new NotSupportedException();

        public ValueTask CloseAsync(string connectionId, string code) => throw new NotSupportedException();

        public ValueTask CloseSessionAsync(SessionId session, string code)
        {
            All.Add((session, code));
            return ValueTask.CompletedTask;
        }

        public ValueTask SendAsync<TEvent>(string audience, TEvent liveEvent)
            where TEvent : ILiveEvent => throw new NotSupportedException();

        public ValueTask SendToAsync<TEvent>(string connectionId, TEvent liveEvent)
            where TEvent : ILiveEvent => throw new NotSupportedException();

        public ValueTask JoinAsync(string audience, string connectionId) => throw new NotSupportedException();

        public ValueTask LeaveAsync(string audience, string connectionId) => throw new NotSupportedException();
    }
}
