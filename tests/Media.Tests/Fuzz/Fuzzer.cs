namespace StudyHub.Media.Tests.Fuzz;

/// <summary>Damages real messages in the ways that find bugs. The same seed damages the same way.</summary>
internal sealed class Fuzzer(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    /// <summary>A message with one to four damages.</summary>
    public byte[] Damage(byte[] message, byte[] other)
    {
        List<byte> bytes = [.. message];
        for (var damages = 1 + _random.Next(4); damages > 0; damages--)
        {
            var at = _random.Next(bytes.Count + 1);
            var count = Math.Min(_random.Next(1, 9), bytes.Count - at);
            switch (_random.Next(8))
            {
                case 0: // cut off
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1: // a piece is missing
                    bytes.RemoveRange(at, count);
                    break;
                case 2: // a piece comes twice
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 3: // goes on as another message does
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.AddRange(other.AsSpan(Math.Min(at, other.Length)));
                    break;
                case 4: // rubbish in between
                    var noise = new byte[_random.Next(1, 40)];
                    _random.NextBytes(noise);
                    bytes.InsertRange(at, noise);
                    break;
                case 5 when count > 0: // extremes, as lengths and counts
                    bytes[at] = (byte)(_random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x7F });
                    break;
                case 6 when count > 1:
                    (bytes[at], bytes[at + 1]) = (bytes[at + 1], bytes[at]);
                    break;
                default:
                    if (count > 0)
                    {
                        bytes[at] ^= (byte)(1 << _random.Next(8));
                    }

                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Damages one of several messages, with another of them at hand.</summary>
    public byte[] Damage(IReadOnlyList<byte[]> messages) => Damage(messages[_random.Next(messages.Count)], messages[_random.Next(messages.Count)]);
}

/// <summary>Seeds of fuzz tests: always the same ones, and one that is new in every run. The name of a test says which it used.</summary>
public static class Seeds
{
    public static TheoryData<int> All { get; } = [1, 4571, 5764, 8489, Random.Shared.Next()];
}
