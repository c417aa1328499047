using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Says which field of a form is at fault, by its name on the wire.</summary>
internal static class Fields
{
    public static Error For(this Error error, string field) =>
        error with { Fields = new Dictionary<string, string> { [field] = error.Code } };

    /// <summary>One refusal of a whole form: the first error, with the fields of all.</summary>
    /// <returns>Null where no field is at fault.</returns>
    public static Error? FirstOf(params ReadOnlySpan<(string Field, Error? Error)> checks)
    {
        Error? first = null;
        var fields = new Dictionary<string, string>();
        foreach (var (field, error) in checks)
        {
            if (error is not null)
            {
                first ??= error;
                fields[field] = error.Code;
            }
        }

        return first is null ? null : first with { Fields = fields };
    }
}
