using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using StudyHub.Kernel;

namespace StudyHub.Web;

/// <summary>Opaque cursors and page sizes of lists (API-3).</summary>
public static class Page
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    public static readonly Error CursorInvalid = Error.Malformed("api.cursor_invalid", "This cursor was not made here.");
    public static readonly Error LimitInvalid = Error.Invalid("api.limit_invalid", $"limit is 1 to {MaxLimit}.");

    /// <summary>Reads what was asked for: <see cref="CursorInvalid"/> or <see cref="LimitInvalid"/> where it cannot be given.</summary>
    /// <typeparam name="T">The position that the list is ordered by.</typeparam>
    /// <param name="cursor">From an earlier page; null or empty for the first.</param>
    /// <param name="limit">Items on the page; null for <paramref name="usual"/>.</param>
    /// <param name="usual">How many there are where nobody says.</param>
    public static Result<PageRequest<T>> Read<T>(string? cursor, int? limit, int usual = DefaultLimit)
        where T : struct, IParsable<T>
    {
        var length = limit ?? usual;
        if (length is < 1 or > MaxLimit)
        {
            return LimitInvalid;
        }

        if (string.IsNullOrEmpty(cursor))
        {
            return new PageRequest<T>(null, length);
        }

        return T.TryParse(Decode(cursor), CultureInfo.InvariantCulture, out var position) ? new PageRequest<T>(position, length) : CursorInvalid;
    }

    /// <summary>Cuts what was read, one more than fits, to a page.</summary>
    /// <param name="rows">In the list's order, up to one more than the page has.</param>
    /// <param name="limit">Items on the page.</param>
    /// <param name="position">What the list is ordered by.</param>
    public static (IReadOnlyList<T> Items, string? NextCursor) Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, object> position) =>
        rows.Count > limit ? ([.. rows.Take(limit)], Next(position(rows[limit - 1]))) : (rows, null);

    /// <summary>The cursor of what comes after a position; null after the end.</summary>
    public static string? Next(object? position) => position is null ? null : Encode(string.Create(CultureInfo.InvariantCulture, $"{position}"));

    public static string Encode(string position) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(position));

    /// <returns>Null where the cursor cannot have been made by <see cref="Encode"/>.</returns>
    public static string? Decode(string cursor)
    {
        if (cursor.Length > 200)
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(WebEncoders.Base64UrlDecode(cursor));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>Which part of a list somebody asked for.</summary>
/// <param name="After">The position of the last item before it; null for the first page.</param>
/// <param name="Limit">Items on the page.</param>
public readonly record struct PageRequest<T>(T? After, int Limit)
    where T : struct;
