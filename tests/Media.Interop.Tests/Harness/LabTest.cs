using System.Net;
using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;

[assembly: AssemblyFixture(typeof(Browsers))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // encoders of several tests at once would starve each other

namespace StudyHub.Media.Interop.Tests.Harness;

/// <summary>The browser that all tests share; every guest has a profile of its own in it.</summary>
public sealed class Browsers : IAsyncLifetime
{
    public Chromium Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chromium = await Chromium.LaunchAsync();

    public ValueTask DisposeAsync() => Chromium.DisposeAsync();
}

/// <summary>A room of the real media server, and people in real browsers.</summary>
public abstract class LabTest(Browsers browsers) : IAsyncLifetime
{
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<Guest> _guests = [];

    protected Lab Lab { get; private set; } = null!;

    /// <summary>Of this machine: what candidates name.</summary>
    protected virtual IPAddress Address => IPAddress.Loopback;

    protected CancellationToken Ct => _deadline.Token;

    public async ValueTask InitializeAsync()
    {
        _deadline.CancelAfter(TimeSpan.FromMinutes(6));
        Lab = await Lab.StartAsync(Ct, Address);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var guest in _guests)
        {
            await guest.DisposeAsync();
        }

        await Lab.DisposeAsync();
        _deadline.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<Guest> EnterAsync(string seat) => Track(await browsers.Chromium.EnterAsync(Lab, seat, Ct));

    protected Guest Track(Guest guest)
    {
        _guests.Add(guest);
        return guest;
    }

    /// <summary>Somebody who publishes one source.</summary>
    protected async Task<Guest> PublisherAsync(string seat, MediaSource source, Wish? wish = null)
    {
        var guest = await EnterAsync(seat);
        await guest.PublishAsync(source, wish ?? new(), Ct);
        return guest;
    }

    /// <summary>Polls until something is so.</summary>
    protected async Task UntilAsync(Func<bool> condition, string what, int seconds = 90)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        late.CancelAfter(TimeSpan.FromSeconds(seconds));
        while (!condition())
        {
            Assert.False(late.IsCancellationRequested, $"After {seconds} s still not: {what}.");
            await Task.Delay(50, Ct);
        }
    }
}
