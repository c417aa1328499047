using System.Globalization;

namespace StudyHub.LoadTest.Bench;

/// <summary>Prints rows under a head, with columns as wide as said there.</summary>
internal sealed class Table(params (string Head, int Width)[] columns)
{
    public void PrintHead() => Print([.. columns.Select(c => (object?)c.Head)]);

    /// <param name="cells">Numbers right, texts left; null is a dash.</param>
    public void Print(params object?[] cells) => Console.WriteLine(string.Join("  ", cells.Select((cell, i) => cell switch
    {
        string text => i == 0 || columns[i].Width < 0 ? text.PadRight(Math.Abs(columns[i].Width)) : text.PadLeft(columns[i].Width),
        null => "–".PadLeft(Math.Abs(columns[i].Width)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture).PadLeft(Math.Abs(columns[i].Width)),
        _ => cell.ToString()!,
    })).TrimEnd());
}
