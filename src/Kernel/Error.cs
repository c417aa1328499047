using System.Text.Json.Serialization;

namespace StudyHub.Kernel;

/// <summary>
/// What the caller did wrong, or what stood in the way. Never used for our own bugs: those throw.
/// The code is API: it never changes its meaning.
/// </summary>
/// <param name="Kind">Decides the HTTP status (API-2).</param>
/// <param name="Code">Stable, <c>area.reason</c>.</param>
/// <param name="Message">English, for developers; people read the catalogue's text for the code.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message)
{
    /// <summary>The fields at fault, by their name on the wire, each with its own code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Fields { get; init; }

    /// <summary>What the text for people needs to know beyond the code: <c>triesLeft</c>, <c>roomTitle</c>, <c>retryAfter</c> (whole seconds).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>"Not found" only to this caller: access refused by right. Noted in the audit log (MOD-3); outside nobody sees the difference.</summary>
    [JsonIgnore]
    public bool IsHidden { get; init; }

    public static Error Malformed(string code, string message) => new(ErrorKind.Malformed, code, message);
    public static Error Unauthenticated(string code, string message) => new(ErrorKind.Unauthenticated, code, message);
    public static Error Forbidden(string code, string message) => new(ErrorKind.Forbidden, code, message);
    public static Error NotFound(string code, string message) => new(ErrorKind.NotFound, code, message);
    public static Error Conflict(string code, string message) => new(ErrorKind.Conflict, code, message);
    public static Error Gone(string code, string message) => new(ErrorKind.Gone, code, message);
    public static Error Invalid(string code, string message) => new(ErrorKind.Invalid, code, message);
    public static Error Locked(string code, string message) => new(ErrorKind.Locked, code, message);

    /// <param name="code">Stable code.</param>
    /// <param name="message">English.</param>
    /// <param name="retryAfter">How long the caller must wait; becomes <c>Retry-After</c> and <c>details.retryAfter</c>, in whole seconds, rounded up.</param>
    public static Error TooMany(string code, string message, TimeSpan retryAfter) => new(ErrorKind.TooMany, code, message)
    {
        Details = new Dictionary<string, string>
        {
            ["retryAfter"] = ((long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        },
    };
}

/// <summary>The kinds of API-2; each has one HTTP status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorKind>))]
public enum ErrorKind
{
    Malformed,
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Conflict,
    Gone,
    Stale,
    TooLarge,
    UnsupportedType,
    Invalid,
    Locked,
    TooMany,
    Unavailable,
}
