using System.Net;
using System.Text;
using CsCheck;
using StudyHub.Media.Ice;
using StudyHub.Media.Network;

namespace StudyHub.Media.Tests.Ice;

/// <summary>Vectors of RFC 5769 §2.1 to §2.3.</summary>
public sealed class StunTests
{
    private const string Password = "VOkJxbRl1RmTxUk/WvJxBt";

    private static readonly byte[] SampleRequest = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008932ff9b151263b36"
        + "000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

    private static readonly byte[] SampleIPv4Response = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");

    private static readonly byte[] SampleIPv6Response = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
        + "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

    private static readonly byte[] Transaction = Convert.FromHexString("b7e7a701bc34d686fa87dfae");

    [Fact]
    public void The_sample_request_is_read_and_authentic()
    {
        Assert.True(StunMessage.TryRead(SampleRequest, out var message));

        Assert.Equal(StunType.BindingRequest, message.Type);
        Assert.Equal("evtj:h6vY", Encoding.ASCII.GetString(message.Username));
        Assert.True(message.Transaction.SequenceEqual(Transaction));
        Assert.True(message.IsAuthentic(Encoding.ASCII.GetBytes(Password)));
        Assert.False(message.IsAuthentic("another"u8));
        Assert.False(message.UseCandidate);
    }

    [Theory]
    [InlineData(4, "192.0.2.1")]
    [InlineData(6, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Responses_carry_the_mapped_address_of_the_samples(int version, string address)
    {
        var sample = version == 4 ? SampleIPv4Response : SampleIPv6Response;
        Assert.True(StunMessage.TryRead(sample, out var message) && message.IsAuthentic(Encoding.ASCII.GetBytes(Password)));
        var from = PeerAddress.Of(new IPEndPoint(IPAddress.Parse(address), 32853).Serialize());

        var written = new byte[StunWriter.LongestMessage];
        var length = StunWriter.BindingResponse(written, Transaction, from, Encoding.ASCII.GetBytes(Password));

        var attribute = version == 4 ? 12 : 24;
        Assert.True(written.AsSpan(20, attribute).SequenceEqual(sample.AsSpan(36, attribute)));
        Assert.True(StunMessage.TryRead(written.AsSpan(0, length), out var ours) && ours.IsAuthentic(Encoding.ASCII.GetBytes(Password)));
    }

    [Fact]
    public void An_IPv4_address_in_a_dual_mode_socket_is_the_same_address()
    {
        var plain = PeerAddress.Of(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 5).Serialize());
        var mapped = PeerAddress.Of(new IPEndPoint(IPAddress.Parse("::ffff:192.0.2.1"), 5).Serialize());

        Assert.Equal(plain, mapped);
        Assert.True(plain.IsIPv4);
    }

    [Fact] // up to FINGERPRINT, which follows the integrity and may be absent
    public void Any_changed_bit_makes_a_message_unauthentic() => Gen.Int[0, ((SampleRequest.Length - 8) * 8) - 1].Sample(bit =>
    {
        var changed = SampleRequest.ToArray();
        changed[bit / 8] ^= (byte)(1 << (bit % 8));

        Assert.False(StunMessage.TryRead(changed, out var message) && message.IsAuthentic(Encoding.ASCII.GetBytes(Password)));
    });

    [Fact]
    public void A_message_without_integrity_is_never_authentic()
    {
        var bare = Convert.FromHexString("000100002112a442b7e7a701bc34d686fa87dfae");

        Assert.True(StunMessage.TryRead(bare, out var message));
        Assert.False(message.IsAuthentic(""u8));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        // with a header that fits, so that the attributes are reached
        byte[] message = [0, 1, 0, (byte)(bytes.Length & ~3), 0x21, 0x12, 0xA4, 0x42, .. Transaction, .. bytes.AsSpan(0, bytes.Length & ~3)];
        if (StunMessage.TryRead(message, out var read))
        {
            read.IsAuthentic(bytes);
            UfragKey.TryRead(read.Username, out _);
        }

        StunMessage.TryRead(bytes, out _);
    }, iter: 20_000);

    [Fact]
    public void Announced_addresses_are_read_with_and_without_port()
    {
        var options = new MediaOptions { Workers = 1, Announce = ["192.0.2.7", "192.0.2.7:9000", "[2001:db8::7]:9000", "2001:db8::7"] };

        Assert.Equal(
            ["192.0.2.7:5000", "192.0.2.7:9000", "[2001:db8::7]:9000", "[2001:db8::7]:5000"],
            HostAddresses.ToAnnounce(options, 5000).Select(a => a.ToString()));
        Assert.Throws<ArgumentException>(() => HostAddresses.ToAnnounce(options with { Workers = 2 }, 5000));
        Assert.Throws<ArgumentException>(() => HostAddresses.ToAnnounce(options with { Announce = ["media.example"] }, 5000));
        Assert.Contains(HostAddresses.ToAnnounce(new(), 5000), a => IPAddress.IsLoopback(a.Address));
    }
}
