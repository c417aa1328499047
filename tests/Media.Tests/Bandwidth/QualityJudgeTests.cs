using StudyHub.Media.Bandwidth;

namespace StudyHub.Media.Tests.Bandwidth;

public sealed class QualityJudgeTests
{
    private static readonly LinkState Fine = new(0, 5, 60);

    private readonly QualityJudge _judge = new();

    [Fact]
    public void One_bad_second_is_not_told()
    {
        for (var i = 0; i < 50; i++)
        {
            Assert.False(_judge.Update(Fine, i % 5 == 0 ? new(0.5, 5, 60) : Fine));
        }

        Assert.Equal(ConnectionQuality.Good, _judge.Quality);
    }

    [Fact]
    public void Either_direction_counts_and_the_worse_decides()
    {
        Assert.Equal(ConnectionQuality.Fair, After(3, new(0.05, 5, 60), Fine));
        Assert.Equal(ConnectionQuality.Poor, After(3, Fine, new(0.05, 5, 60, IsStarved: true)));
        Assert.Equal(ConnectionQuality.Poor, After(3, new(0, 150, 60), Fine));
        Assert.Equal(ConnectionQuality.Fair, After(10, Fine, new(0, 5, 400)));
        Assert.Equal(ConnectionQuality.Fair, After(10, Fine, new(0, 5, 60, IsReduced: true)));
    }

    [Fact]
    public void Good_again_takes_ten_good_seconds()
    {
        After(3, new(0.2, 5, 60), Fine);

        Assert.Equal(ConnectionQuality.Poor, After(9, Fine, Fine));
        Assert.Equal(ConnectionQuality.Good, After(1, Fine, Fine));
    }

    [Fact]
    public void It_becomes_only_as_good_as_it_was_all_the_time()
    {
        After(3, new(0.2, 5, 60), Fine);

        After(5, new(0.05, 5, 60), Fine);
        Assert.Equal(ConnectionQuality.Fair, After(5, Fine, Fine));
    }

    private ConnectionQuality After(int seconds, LinkState up, LinkState down)
    {
        for (var i = 0; i < seconds; i++)
        {
            _judge.Update(up, down);
        }

        return _judge.Quality;
    }
}
