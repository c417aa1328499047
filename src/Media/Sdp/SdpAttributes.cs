namespace StudyHub.Media.Sdp;

/// <summary>The <c>a=</c> lines of a session or an m-line, in order.</summary>
internal sealed class SdpAttributes
{
    private readonly List<(string Name, string Value)> _lines = [];

    public void Add(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        _lines.Add(colon < 0 ? (line.ToString(), "") : (line[..colon].ToString(), line[(colon + 1)..].ToString()));
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The first value; empty for a flag, null where there is none.</summary>
    public string? Find(string name)
    {
        foreach (var line in _lines)
        {
            if (line.Name == name)
            {
                return line.Value;
            }
        }

        return null;
    }

    public IEnumerable<string> All(string name) => _lines.Where(line => line.Name == name).Select(line => line.Value);
}
