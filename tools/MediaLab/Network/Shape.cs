namespace StudyHub.MediaLab.Network;

/// <summary>What one direction of a link does to datagrams.</summary>
/// <param name="Loss">Share of datagrams that vanish, 0 to 1.</param>
/// <param name="Delay">Time that every datagram takes besides waiting for its turn.</param>
/// <param name="BitsPerSecond">Of UDP payload; null where nothing limits it.</param>
/// <param name="Queue">The longest a datagram waits for its turn where the rate is limited; what would wait longer is dropped.</param>
public sealed record Shape(double Loss = 0, TimeSpan Delay = default, int? BitsPerSecond = null, TimeSpan? Queue = null)
{
    public static Shape Clear { get; } = new();

    public static Shape Cut { get; } = new(Loss: 1);

    public static TimeSpan UsualQueue { get; } = TimeSpan.FromMilliseconds(300);
}

/// <summary>One direction of a link. Its shape may be changed by any thread at any time; packets pass on the relay's thread alone.</summary>
public sealed class Pipe(int seed)
{
    private readonly Random _chance = new(seed);
    private double _freeAt;
    private volatile Shape _shape = Shape.Clear;

    public Shape Shape
    {
        get => _shape;
        set => _shape = value;
    }

    /// <summary>When a datagram comes out at the other end.</summary>
    /// <param name="now">Milliseconds of the relay's clock.</param>
    /// <param name="length">Bytes.</param>
    /// <returns>The same clock's milliseconds, or null where the datagram is lost.</returns>
    internal double? Admit(double now, int length)
    {
        var shape = _shape;
        if (shape.Loss > 0 && _chance.NextDouble() < shape.Loss)
        {
            return null;
        }

        if (shape.BitsPerSecond is not { } rate)
        {
            _freeAt = now;
            return now + shape.Delay.TotalMilliseconds;
        }

        var turn = Math.Max(now, _freeAt);
        if (turn - now > (shape.Queue ?? Shape.UsualQueue).TotalMilliseconds)
        {
            return null;
        }

        _freeAt = turn + (length * 8_000.0 / rate);
        return _freeAt + shape.Delay.TotalMilliseconds;
    }
}

/// <summary>The line between one guest and the server, as both of the guest's connections share it. Only UDP is shaped.</summary>
public sealed class Link
{
    private const int UpSeed = 20_301, DownSeed = 20_302;

    /// <summary>From the guest to the server.</summary>
    public Pipe Up { get; } = new(UpSeed);

    /// <summary>From the server to the guest.</summary>
    public Pipe Down { get; } = new(DownSeed);

    /// <summary>Both directions.</summary>
    public Shape Both
    {
        set => (Up.Shape, Down.Shape) = (value, value);
    }
}
