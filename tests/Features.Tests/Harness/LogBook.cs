using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace StudyHub.Features.Tests.Harness;

/// <summary>What the server has logged, as an operator would read it.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Errors => [.. _lines.Where(l => l.Level >= LogLevel.Error).Select(l => l.Text)];

    public IReadOnlyList<string> All => [.. _lines.Select(l => l.Text)];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            book._lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
