using CsCheck;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.Rtp;

public sealed class PayloadInfoTests
{
    [Theory]
    [InlineData("1000", true)] // no extension, key frame
    [InlineData("1001", false)] // P bit
    [InlineData("0000", false)] // not the start of a partition
    [InlineData("1100", false)] // second partition
    [InlineData("9080810000", true)] // 15-bit picture id
    [InlineData("90800100", true)] // 7-bit picture id
    [InlineData("90E08001010100", true)] // picture id, TL0PICIDX and TID
    [InlineData("9080", false)] // cut off
    [InlineData("", false)]
    public void A_VP8_key_frame_is_told_by_its_first_packet(string payload, bool key) =>
        Assert.Equal(key, PayloadInfo.Read(Codec.Vp8, Convert.FromHexString(payload)).StartsKeyFrame);

    [Fact]
    public void All_of_a_VP8_descriptor_is_read()
    {
        var info = PayloadInfo.Read(Codec.Vp8, Convert.FromHexString("90E092342A60" + "1002009D012A80026801"));

        Assert.Equal(
            new PayloadInfo
            {
                StartsKeyFrame = true,
                Temporal = 1,
                IsSync = true,
                Size = new(640, 360),
                PictureIdAt = 2,
                IsPictureIdLong = true,
                PictureId = 0x1234,
                BaseIndexAt = 4,
                BaseIndex = 42,
            },
            info);
    }

    [Theory]
    [InlineData("8A0138" + "028001680280", false)] // the structure is cut off
    [InlineData("887F80", true)] // 7-bit picture id
    [InlineData("08" + "80", true)] // no picture id at all
    [InlineData("08" + "84", false)] // the frame says that it is none
    [InlineData("48" + "80", false)] // predicted
    [InlineData("00" + "80", false)] // not the beginning
    [InlineData("28" + "0200" + "80", false)] // another spatial layer
    [InlineData("8A812310" + "0280016880", true)] // sizes
    [InlineData("0A08" + "0200" + "0401" + "80", true)] // a group of two pictures
    public void A_VP9_key_frame_is_told_by_its_first_packet(string payload, bool key) =>
        Assert.Equal(key, PayloadInfo.Read(Codec.Vp9, Convert.FromHexString(payload)).StartsKeyFrame);

    [Fact]
    public void Any_size_is_read_off_a_key_frame() => Gen.Select(Gen.Int[1, 640], Gen.Int[1, 512]).Sample((halfWidth, halfHeight) =>
    {
        var (width, height) = (2 * halfWidth, 2 * halfHeight);

        Assert.Equal(new(width, height), PayloadInfo.Read(Codec.H264, VideoSource.H264Start(width, height)).Size);
        Assert.Equal(new(width, height), PayloadInfo.Read(Codec.Av1, VideoSource.Av1Start(width, height)).Size);
        Assert.Equal(new(width, height), PayloadInfo.Read(Codec.Vp8, [0x10, .. VideoSource.Vp8Frame(true, width, height)]).Size);
    });

    [Theory]
    [InlineData("6742E01F", true)] // sequence parameters alone
    [InlineData("7C8742E01F", true)] // the first part of some
    [InlineData("7C4742E01F", false)] // not the first part
    [InlineData("65888400", false)] // a key frame to which nothing was said before
    [InlineData("41000000", false)]
    [InlineData("78000468CE3C80" + "00046742E01F", true)] // after picture parameters
    [InlineData("7800FF6742E01F", false)] // longer than there is
    [InlineData("78", false)]
    public void An_H264_key_frame_is_told_by_its_sequence_parameters(string payload, bool key) =>
        Assert.Equal(key, PayloadInfo.Read(Codec.H264, Convert.FromHexString(payload)).StartsKeyFrame);

    [Theory]
    [InlineData("18" + "0A", true)] // a new sequence
    [InlineData("10" + "32", false)]
    [InlineData("98" + "0A", false)] // its continuation
    [InlineData("08", true)] // nothing follows
    public void An_AV1_key_frame_is_told_by_its_first_packet(string payload, bool key) =>
        Assert.Equal(key, PayloadInfo.Read(Codec.Av1, Convert.FromHexString(payload)).StartsKeyFrame);

    [Fact]
    public void Any_payload_is_read_and_can_be_renumbered_within_its_bounds() =>
        Gen.Select(Gen.Enum<Codec>(), Gen.Byte.Array[0, 60], Gen.UShort[0, 0x7FFF], Gen.Byte).Sample(
            (codec, payload, pictureId, baseIndex) =>
            {
                var info = PayloadInfo.Read(codec, payload);
                info.Renumber(payload, pictureId, baseIndex);
                var again = PayloadInfo.Read(codec, payload);

                Assert.Equal(info with { PictureId = again.PictureId, BaseIndex = again.BaseIndex }, again);
                if (info.PictureIdAt != 0)
                {
                    Assert.Equal(info.IsPictureIdLong ? pictureId : pictureId & 0x7F, again.PictureId);
                }

                if (info.BaseIndexAt != 0)
                {
                    Assert.Equal(baseIndex, again.BaseIndex);
                }
            },
            iter: 100_000);
}
