using System.Security.Cryptography;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Rtp;

namespace StudyHub.LoadTest.Media;

/// <summary>The sending half of a participant: camera, microphone, screen and their reports. Belongs to the reactor's thread.</summary>
internal sealed class Sender : IConnectionOwner, ITicking
{
    public const byte Opus = 111;
    public const byte Vp8 = 96;
    public const byte Retransmission = 97;

    /// <summary>Header extension that says how loud it is.</summary>
    /// <remarks>RFC 6464</remarks>
    public const byte AudioLevel = 1;

    /// <summary>Header extension that names the m-line.</summary>
    /// <remarks>RFC 9143 §15</remarks>
    public const byte MidExtension = 2;

    /// <summary>Header extension that names the layer.</summary>
    /// <remarks>RFC 8852 §3.1</remarks>
    public const byte RidExtension = 3;

    private static readonly (char Rid, int Divisor)[] s_layers = [('q', 4), ('h', 2), ('f', 1)];

    private const double ReportMillis = 1_000;
    private const ulong NtpEpochSeconds = 2_208_988_800;

    private readonly byte[] _report = new byte[256];
    private double _nextReport;

    /// <param name="reactor">Drives the connection.</param>
    /// <param name="profile">What the camera sends.</param>
    /// <param name="simulcast">In three sizes at once.</param>
    /// <param name="clip">What the camera shows; null shows nothing that can be decoded.</param>
    public Sender(Reactor reactor, VideoProfile profile, bool simulcast, Clip? clip = null)
    {
        Connection = new(reactor, this);
        Cameras = simulcast
            ? [.. s_layers.Select(layer => new Camera(profile.DividedBy(layer.Divisor), Vp8, NewSsrc(), Identification(layer.Rid)))]
            : [new(profile, Vp8, NewSsrc(), [], clip)];
        Screen = new(VideoProfile.Screen, Vp8, NewSsrc(), []);
        Microphone = new(Opus, NewSsrc(), AudioLevel);
    }

    /// <summary>Names of the layers of a camera that sends several, the smallest first.</summary>
    public static IReadOnlyList<string> Rids { get; } = [.. s_layers.Select(layer => layer.Rid.ToString())];

    public Connection Connection { get; }

    /// <summary>The camera's layers, the smallest first; one without simulcast.</summary>
    public IReadOnlyList<Camera> Cameras { get; }

    public Camera Screen { get; }

    public Microphone Microphone { get; }

    /// <summary>Sends nothing while it is off.</summary>
    public bool CameraOn { get; set; } = true;

    /// <summary>Sends nothing while it is off.</summary>
    public bool MicrophoneOn { get; set; } = true;

    /// <summary>Sends nothing while it is not shared.</summary>
    public bool ScreenOn { get; set; }

    public void OnRtp(Span<byte> packet, RtpPacket header, long at)
    {
        // nothing is received on this connection
    }

    public void OnRtcp(RtcpPacket packet)
    {
        if (!packet.IsKeyFrameRequest)
        {
            return;
        }

        foreach (var picture in Cameras.Append(Screen))
        {
            if (picture.Ssrc == packet.MediaSsrc)
            {
                picture.WantKeyFrame();
            }
        }
    }

    public void Tick(double now)
    {
        if (!Connection.IsReady)
        {
            return;
        }

        if (MicrophoneOn)
        {
            Microphone.Tick(Connection, now);
        }

        if (CameraOn)
        {
            foreach (var layer in Cameras)
            {
                layer.Tick(Connection, now);
            }
        }

        if (ScreenOn)
        {
            Screen.Tick(Connection, now);
        }

        if (now >= _nextReport)
        {
            _nextReport = now + ReportMillis;
            Report(Microphone.Ssrc, Microphone.Timestamp, Microphone.Packets);
            foreach (var layer in Cameras)
            {
                Report(layer.Ssrc, layer.Timestamp, layer.Packets);
            }

            if (ScreenOn)
            {
                Report(Screen.Ssrc, Screen.Timestamp, Screen.Packets);
            }
        }
    }

    /// <remarks>RFC 3550 §6.4.1</remarks>
    private void Report(uint ssrc, uint timestamp, uint packets)
    {
        var now = Stamp.Now;
        var (seconds, rest) = ((ulong)now / 1_000_000_000, (ulong)now % 1_000_000_000);
        var ntp = ((seconds + NtpEpochSeconds) << 32) | ((rest << 32) / 1_000_000_000);
        Connection.SendRtcp(_report, RtcpWriter.SenderReport(_report, ssrc, ntp, timestamp, packets, packets * 500));
    }

    /// <remarks>One-byte form (RFC 8285 §4.2): two elements of one character each</remarks>
    private static byte[] Identification(char rid) =>
        [0xBE, 0xDE, 0, 1, MidExtension << 4, (byte)Descriptions.CameraMid[0], RidExtension << 4, (byte)rid];

    private static uint NewSsrc() => (uint)RandomNumberGenerator.GetInt32(2, int.MaxValue);
}
