using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

public sealed record SampleTold(string Room, int Number) : IDomainEvent
{
    public static string Type => "sample.told";

    public string Key => Room;
}

public sealed class OutboxTests
{
    [Fact]
    public async Task What_is_told_arrives_in_order_after_the_commit()
    {
        var ear = new Ear();
        await using var host = await StartAsync(ear);

        for (var i = 0; i < 50; i++)
        {
            await TellAsync(host, new SampleTold("a", i));
        }

        var heard = await ear.HearAsync(50);
        Assert.Equal(Enumerable.Range(0, 50), heard.Select(e => e.Number));
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_server_ends_between_commit_and_delivery()
    {
        var before = await EmbeddedHost.StartAsync(keepFolder: true); // Without the pump: as if it died before its turn.
        await TellAsync(before, new SampleTold("a", 1), new SampleTold("a", 2));
        await before.DisposeAsync();

        var ear = new Ear();
        await using var after = await StartAsync(ear, before.Folder);

        Assert.Equal([1, 2], (await ear.HearAsync(2)).Select(e => e.Number));
    }

    [Fact]
    public async Task What_was_delivered_is_not_delivered_again_after_a_restart()
    {
        var ear = new Ear();
        var before = await StartAsync(ear, keepFolder: true);
        await TellAsync(before, new SampleTold("a", 1));
        await ear.HearAsync(1);
        await WaitUntilEmptyAsync(before);
        await before.DisposeAsync();

        await using var after = await StartAsync(ear, before.Folder);
        await TellAsync(after, new SampleTold("a", 2));

        Assert.Equal([2], (await ear.HearAsync(1)).Select(e => e.Number));
    }

    [Fact]
    public async Task A_failing_handler_holds_back_only_its_own_key_until_it_succeeds()
    {
        var ear = new Ear { Deaf = e => e is { Room: "deaf", Number: 1 } };
        await using var host = await StartAsync(ear);

        await TellAsync(host, new SampleTold("deaf", 1), new SampleTold("deaf", 2), new SampleTold("well", 3));
        var first = await ear.HearAsync(1);
        await ear.Failed.ReadAsync(EmbeddedHost.Ct);
        await host.AdvanceUntilAsync(ear.Failed.ReadAsync(EmbeddedHost.Ct).AsTask()); // A second attempt comes by itself.
        ear.Deaf = _ => false;
        var rest = await host.AdvanceUntilAsync(ear.HearAsync(2));

        Assert.Equal([3], first.Select(e => e.Number));
        Assert.Equal([1, 2], rest.Select(e => e.Number));
    }

    [Fact]
    public async Task Hundreds_of_held_back_events_do_not_hold_back_the_others()
    {
        var ear = new Ear { Deaf = e => e.Room == "deaf" };
        await using var host = await StartAsync(ear);
        await TellAsync(host, [.. Enumerable.Range(0, 500).Select(i => new SampleTold("deaf", i))]);
        await ear.Failed.ReadAsync(EmbeddedHost.Ct);

        await TellAsync(host, new SampleTold("well", 1));

        Assert.Equal(["well"], (await host.AdvanceUntilAsync(ear.HearAsync(1))).Select(e => e.Room));
    }

    [Fact]
    public async Task An_event_that_nobody_hears_is_done_with()
    {
        await using var host = await EmbeddedHost.StartAsync(pump: true);

        await TellAsync(host, new SampleTold("a", 1));

        await WaitUntilEmptyAsync(host);
    }

    private static Task<EmbeddedHost> StartAsync(Ear ear, string? folder = null, bool keepFolder = false) => EmbeddedHost.StartAsync(
        services => services.AddSingleton(ear).AddEventHandler<SampleTold, SampleHandler>(), pump: true, folder, keepFolder);

    private static Task<bool> TellAsync(EmbeddedHost host, params SampleTold[] events) => host.Database.WriteAsync(
        async unit =>
        {
            foreach (var told in events)
            {
                await unit.TellAsync(told);
            }

            return true;
        },
        EmbeddedHost.Ct);

    private static async Task WaitUntilEmptyAsync(EmbeddedHost host)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(EmbeddedHost.Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await host.ReadAsync(db => db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM outbox_events").SingleAsync()) > 0)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, patience.Token);
        }
    }

    private sealed class SampleHandler(Ear ear) : IHandle<SampleTold>
    {
        public Task HandleAsync(SampleTold domainEvent, CancellationToken ct)
        {
            ear.Hear(domainEvent);
            return Task.CompletedTask;
        }
    }

    private sealed class Ear
    {
        private readonly Channel<SampleTold> _heard = Channel.CreateUnbounded<SampleTold>();
        private readonly Channel<SampleTold> _failed = Channel.CreateUnbounded<SampleTold>();

        public Func<SampleTold, bool> Deaf { get; set; } = _ => false;

        public ChannelReader<SampleTold> Failed => _failed.Reader;

        public void Hear(SampleTold told)
        {
            if (Deaf(told))
            {
                _failed.Writer.TryWrite(told);
                throw new InvalidOperationException("Deaf.");
            }

            _heard.Writer.TryWrite(told);
        }

        public async Task<List<SampleTold>> HearAsync(int count)
        {
            var heard = new List<SampleTold>();
            while (heard.Count < count)
            {
                heard.Add(await _heard.Reader.ReadAsync(EmbeddedHost.Ct));
            }

            return heard;
        }
    }
}
