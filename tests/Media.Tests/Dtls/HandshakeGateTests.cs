using System.Net;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Network;

namespace StudyHub.Media.Tests.Dtls;

public sealed class HandshakeGateTests
{
    [Fact]
    public async Task Handshakes_are_bounded_for_an_address_and_in_total_and_make_room_when_done()
    {
        var gate = new HandshakeGate(TimeProvider.System);
        using var go = new ManualResetEventSlim();
        void Handshake() => go.Wait(TestContext.Current.CancellationToken);

        var ofOne = Enumerable.Range(1, 100).Count(port => gate.TryStart(Address(1, port), Handshake, () => { }));
        var ofMany = Enumerable.Range(2, 200).Count(host => gate.TryStart(Address(host, 1), Handshake, () => { }));
        go.Set();
        while (gate.Running > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(HandshakeGate.MostPerAddress, ofOne);
        Assert.Equal(HandshakeGate.Most - HandshakeGate.MostPerAddress, ofMany);
        Assert.True(gate.TryStart(Address(1, 1), () => { }, () => { }));
    }

    [Fact]
    public void A_queue_of_datagrams_is_bounded()
    {
        using var queue = new DatagramQueue(_ => { });
        for (var i = 0; i < 1000; i++)
        {
            queue.Add([1]);
        }

        queue.Add(new byte[DatagramQueue.LongestDatagram + 1]);
        queue.Close();
        queue.Add([2]);
        var buffer = new byte[10];
        var read = 0;
        while (!queue.IsEmpty)
        {
            read += queue.Receive(buffer, 1);
        }

        Assert.Equal(DatagramQueue.Most, read);
    }

    private static PeerAddress Address(int host, int port) => PeerAddress.Of(new IPEndPoint(0x0A00_0000 + host, port).Serialize());
}
