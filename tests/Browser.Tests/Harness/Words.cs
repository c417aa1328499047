using System.Globalization;
using System.Text.Json;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>The web client's own texts in one language, so that a journey reads the same in all of them.</summary>
public sealed class Words
{
    private readonly Dictionary<string, string> _texts = [];

    private Words(string language)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "i18n", language), "*.json"))
        {
            using var texts = JsonDocument.Parse(File.ReadAllText(file));
            Add(Path.GetFileNameWithoutExtension(file), texts.RootElement);
        }
    }

    /// <param name="locale">For example <c>ko-KR</c>.</param>
    public static Words Of(string locale) => new(locale[..2]);

    /// <summary>A text by its key, filled in.</summary>
    /// <param name="key">As in the web client: <c>rooms.create.submit</c>.</param>
    /// <param name="values">What stands between the braces; <c>count</c> chooses the plural, too.</param>
    public string this[string key, params (string Name, object Value)[] values]
    {
        get
        {
            var count = values.FirstOrDefault(v => v.Name == "count").Value;
            var text = _texts.GetValueOrDefault(key)
                ?? (count is 1 ? _texts.GetValueOrDefault($"{key}_one") : null)
                ?? _texts.GetValueOrDefault($"{key}_other")
                ?? throw new KeyNotFoundException($"There is no text '{key}'.");
            return values.Aggregate(text, (filled, v) => filled.Replace($"{{{{{v.Name}}}}}", Convert.ToString(v.Value, CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
    }

    private void Add(string key, JsonElement texts)
    {
        if (texts.ValueKind == JsonValueKind.String)
        {
            _texts[key] = texts.GetString()!;
            return;
        }

        foreach (var text in texts.EnumerateObject())
        {
            Add($"{key}.{text.Name}", text.Value);
        }
    }
}
