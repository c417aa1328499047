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
