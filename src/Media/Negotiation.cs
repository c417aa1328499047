namespace StudyHub.Media;

/// <summary>The client's offer for its publishing connection.</summary>
/// <param name="Sdp">The offer as the browser made it.</param>
/// <param name="Tracks">Which m-line carries which source; m-lines not named are refused in the answer.</param>
public sealed record PublishOffer(string Sdp, IReadOnlyList<PublishedTrack> Tracks);

/// <summary>One m-line of a <see cref="PublishOffer"/>. An m-line may stay silent as long as it likes.</summary>
/// <param name="Mid">The m-line's <c>a=mid</c>.</param>
/// <param name="Source">Microphone and screen sound need an audio m-line, camera and screen a video one.</param>
public sealed record PublishedTrack(string Mid, MediaSource Source);

public sealed record PublishAnswer(string Sdp);

/// <summary>One track a seat wants to receive.</summary>
/// <param name="Seat">The publishing seat, in the same room.</param>
/// <param name="Source">Which of its sources.</param>
/// <param name="Width">Pixels it is shown in; 0 is unknown.</param>
/// <param name="Height">Pixels it is shown in; 0 is unknown.</param>
/// <param name="Pinned">The viewer has put it in the foreground: it is the last to lose quality.</param>
/// <param name="FramesPerSecond">The most pictures a second that are worth sending, as near as the source's layers allow; 0 is all of them.</param>
public sealed record TrackWanted(
    string Seat, MediaSource Source, int Width = 0, int Height = 0, bool Pinned = false, int FramesPerSecond = 0);

/// <param name="Offer">What the client must answer; null when nothing needs negotiating.</param>
public sealed record SubscribeReply(SubscribeOffer? Offer);

/// <summary>The server's offer for a seat's subscribing connection.</summary>
/// <param name="Revision">Rises with every different offer; the answer names it.</param>
/// <param name="Sdp">For <c>setRemoteDescription({ type: "offer" })</c>.</param>
/// <param name="Tracks">Every active m-line, not only the new ones.</param>
public sealed record SubscribeOffer(int Revision, string Sdp, IReadOnlyList<OfferedTrack> Tracks);

public sealed record OfferedTrack(string Mid, string Seat, MediaSource Source);

/// <param name="Revision">The revision of the offer answered.</param>
/// <param name="Sdp">The browser's answer.</param>
public sealed record SubscribeAnswer(int Revision, string Sdp);
