using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace StudyHub.Engines.Tests;

/// <summary>Just enough of a mail server (RFC 5321) to receive one mail after the other, on loopback.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private readonly TaskCompletionSource _connected = new();
    private readonly Task _running;

    public SmtpListener()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Refuses every receiver.</summary>
    public bool Refuses { get; init; }

    /// <summary>Takes the connection and says nothing.</summary>
    public bool IsSilent { get; init; }

    public Task Connected => _connected.Task;

    public ValueTask<Received> NextAsync(CancellationToken ct) => _received.Reader.ReadAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _connected.TrySetResult();
                if (IsSilent)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or the client has gone.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        var (from, to) = ("", "");
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            var (answer, over) = ("250 ok", false);
            switch (line.Split(' ', ':')[0])
            {
                case "MAIL":
                    from = line;
                    break;
                case "RCPT":
                    to = line;
                    answer = Refuses ? "451 later" : answer;
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    _received.Writer.TryWrite(new(from, to, await ReadContentAsync(reader)));
                    break;
                case "QUIT":
                    (answer, over) = ("221 bye", true);
                    break;
            }

            await writer.WriteLineAsync(answer);
            if (over)
            {
                return;
            }
        }
    }

    private async Task<MemoryStream> ReadContentAsync(StreamReader reader)
    {
        var content = new MemoryStream();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            content.Write(Encoding.Latin1.GetBytes((line.StartsWith('.') ? line[1..] : line) + "\r\n"));
        }

        content.Position = 0;
        return content;
    }
}

public sealed record Received(string From, string To, MemoryStream Content);
