using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace StudyHub.Kernel;

/// <summary>A value, or the reason there is none. Returned by every use case; read once, at the edge.</summary>
public readonly struct Result<T> : IOutcome
{
    [JsonConstructor]
    private Result(T? value, Error? error) => (Value, Error) = (value, error);

    [JsonInclude]
    private T? Value { get; }

    public Error? Error { get; }

    public bool IsOk([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error)
    {
        (value, error) = (Value, Error);
        return Error is null;
    }

#pragma warning disable CA2225 // The implicit conversions are the API: `return value;` and `return error;`.
    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Error error) => new(default, error);
#pragma warning restore CA2225
}

/// <summary>The value of a use case that has nothing to say but "done".</summary>
public readonly record struct Done
{
    public static Done Value => default;
}

/// <summary>Lets the database see, without knowing the value's type, that a unit of work was refused and must leave nothing behind.</summary>
public interface IOutcome
{
    Error? Error { get; }
}
